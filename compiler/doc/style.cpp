#include "compiler/doc/sections.h"

// The style sheet of the book: light and dark as the reader has it, and for paper.

namespace reeve::doc {

namespace {

constexpr const char* kStyle = R"css(:root {
  --paper: #ffffff; --ink: #1c2430; --quiet: #55606e; --line: #c9d0d9; --soft: #f2f5f8;
  --link: #0b57a4; --code: #1c2430; --accent: #0b6e4f; --accent-soft: #d9efe6;
  --warm: #8a4b00; --warm-soft: #fbeeda;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e6eaef; --quiet: #a9b4c0; --line: #3b4652; --soft: #1e252d;
    --link: #7db8f7; --code: #e6eaef; --accent: #63d2a6; --accent-soft: #17382c;
    --warm: #f2b561; --warm-soft: #3a2a12;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", Verdana, sans-serif; }
a { color: var(--link); }
a:focus-visible, [tabindex]:focus-visible, input:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; background: var(--paper); padding: .5rem 1rem; }
.skip:focus { left: 0; top: 0; z-index: 2; }
header { border-bottom: 1px solid var(--line); padding: .5rem 1.5rem; }
header p { margin: 0; font-weight: 600; }
header a { color: inherit; text-decoration: none; }
.columns { display: flex; align-items: flex-start; }
nav.book { flex: 0 0 15rem; padding: 1rem .5rem 1rem 1.5rem; position: sticky; top: 0;
  max-height: 100vh; overflow-y: auto; font-size: .95rem; }
nav.book ul { list-style: none; margin: 0; padding: 0; }
nav.book li { margin: .15rem 0; overflow-wrap: anywhere; }
nav.book .inner { padding-left: 1rem; }
nav.book a { text-decoration: none; }
nav.book a:hover { text-decoration: underline; }
nav.book [aria-current] { font-weight: 700; color: var(--ink); }
nav.page ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: 0 0 1rem; }
main { flex: 1 1 auto; min-width: 0; padding: 1rem 1.5rem 4rem; max-width: 75rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: .5rem 0 1rem; }
h2 { font-size: 1.4rem; margin: 2.25rem 0 .75rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.12rem; margin: 1.25rem 0 .4rem; }
h4 { font-size: 1rem; margin: 1rem 0 .4rem; }
h3 code, h4 code { font-weight: 400; }
.kind { font-weight: 400; font-size: .85em; color: var(--quiet); border: 1px solid var(--line);
  border-radius: .6rem; padding: 0 .5rem; }
.entry { border: 1px solid var(--line); border-radius: .4rem; padding: 0 1rem .75rem; margin: 1rem 0; }
.entry .entry { background: var(--soft); }
.documentation { max-width: 45rem; }
.origin, .where, .quiet { color: var(--quiet); font-size: .9rem; }
.where { white-space: nowrap; }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; font-size: .9em; color: var(--code); }
code { overflow-wrap: break-word; }
td code, dd code, li code { white-space: pre-wrap; }
code a { text-decoration-thickness: 1px; text-underline-offset: 2px; }
code a.fact { color: inherit; text-decoration-style: dotted; }
dl.facts { margin: .5rem 0; }
dl.facts > div { display: flex; gap: 1rem; padding: .2rem 0; }
dl.facts dt { flex: 0 0 12rem; color: var(--quiet); }
dl.facts dd { margin: 0; min-width: 0; }
ul.values, ol.values { margin: .25rem 0; padding-left: 1.5rem; }
dd > ul.values { padding-left: 1.1rem; margin: 0; }
.scroll { overflow-x: auto; margin: .75rem 0 1rem; }
.scroll.long { max-height: 40rem; overflow-y: auto; }
.scroll.long thead th { position: sticky; top: 0; }
table { border-collapse: collapse; font-size: .95rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
thead th { background: var(--soft); white-space: nowrap; }
tbody th { font-weight: 600; }
th.number { color: var(--quiet); font-weight: 400; text-align: right; }
td .documentation, th .documentation { margin: .2rem 0 0; font-weight: 400; font-size: .9rem; color: var(--quiet); }
.result { border-left: 3px double var(--line); }
tr.expected { background: var(--accent-soft); }
:target { background: var(--warm-soft); }
pre.rules { background: var(--soft); padding: .75rem; overflow-x: auto; }
pre.source .line:target { background: var(--warm-soft); }
pre.source .n { color: var(--quiet); text-decoration: none; user-select: none; }
#search { margin: 0 0 1rem; }
#search input { font: inherit; padding: .3rem .5rem; color: inherit; background: var(--paper);
  border: 1px solid var(--quiet); border-radius: .3rem; min-width: 16rem; }
.drawing { overflow-x: auto; margin: 1rem 0; }
figcaption { font-weight: 600; padding-bottom: .3rem; }
.because { font-size: .9rem; color: var(--quiet); }
svg { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", Verdana, sans-serif; }
svg text { fill: var(--ink); }
svg .tick, svg .note, svg .axis-name { fill: var(--quiet); }
svg .value, svg .name, svg .lane { font-weight: 600; }
svg .note { font-size: 12px; }
svg .name { font-size: 12px; }
svg a text { fill: var(--link); text-decoration: underline; }
svg .axis { stroke: var(--quiet); fill: none; }
svg .grid { stroke: var(--line); fill: none; }
svg .graph { stroke: var(--accent); stroke-width: 2.5; fill: none; }
svg .point { fill: var(--accent); stroke: var(--paper); stroke-width: 1.5; }
svg .bar, svg .open { fill: var(--accent); }
svg .piece { fill: var(--accent-soft); stroke: var(--accent); }
svg .mark { fill: var(--warm-soft); stroke: var(--warm); stroke-width: 1.5; }
svg .key { fill: var(--ink); font-weight: 600; pointer-events: none; }
svg .stage { fill: var(--soft); stroke: var(--line); }
svg .stage.inner { fill: var(--paper); }
svg .step { fill: var(--paper); stroke: var(--accent); stroke-width: 1.5; }
svg .milestone { fill: var(--warm-soft); stroke: var(--warm); stroke-width: 1.5; }
svg .ending { fill: var(--accent-soft); stroke: var(--accent); stroke-width: 1.5; }
svg .dashed { stroke-dasharray: 5 4; }
svg .flow { stroke: var(--quiet); stroke-width: 1.4; fill: none; }
svg .back { stroke-dasharray: 4 4; stroke: var(--warm); }
svg .arrow { fill: var(--quiet); stroke: none; }
svg .arrow.back { fill: var(--warm); }
@media (max-width: 55rem) {
  .columns { display: block; }
  nav.book { position: static; max-height: none; border-bottom: 1px solid var(--line); }
  nav.book ul { columns: 2; }
  dl.facts > div { display: block; }
}
@media print {
  :root { --paper: #ffffff; --ink: #000000; --quiet: #333333; --line: #999999; --soft: #f4f4f4;
    --link: #000000; --code: #000000; --accent: #06523b; --accent-soft: #e6f2ec;
    --warm: #6b3a00; --warm-soft: #fdf3e3; }
  nav, .skip, #search { display: none; }
  .columns { display: block; }
  main { max-width: none; padding: 0; }
  .scroll, .scroll.long, .drawing { overflow: visible; max-height: none; }
  .entry, tr, svg { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  svg { max-width: 100%; height: auto; }
}
)css";

}  // namespace

Page style() { return {"book.css", kStyle}; }

}  // namespace reeve::doc
