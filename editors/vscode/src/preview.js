// The preview's page: each curve as an SVG, and what tables leave out. Without scripts, so that nothing can run in it.
"use strict";

const WIDTH = 560;
const HEIGHT = 220;
const MARGIN = { left: 56, right: 16, top: 14, bottom: 34 };

function escape(text) {
    return String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function scale(values, from, to) {
    const low = Math.min(...values);
    const high = Math.max(...values);
    const span = high - low || 1;
    return (value) => from + ((value - low) / span) * (to - from);
}

/** The corners of the line: flat outside its points; steps hold each value until the next point. */
function corners(curve) {
    const places = [];
    curve.points.forEach((point, index) => {
        if (curve.steps && index > 0) places.push({ x: point.x, y: curve.points[index - 1].y });
        places.push({ x: point.x, y: point.y });
    });
    return places;
}

function drawing(curve) {
    const x = scale(curve.points.map((p) => p.x), MARGIN.left + 12, WIDTH - MARGIN.right - 12);
    const y = scale([0, ...curve.points.map((p) => p.y)], HEIGHT - MARGIN.bottom, MARGIN.top);
    const places = corners(curve).map((p) => ({ x: x(p.x), y: y(p.y) }));
    if (places.length === 0) return "";
    places.unshift({ x: MARGIN.left, y: places[0].y });
    places.push({ x: WIDTH - MARGIN.right, y: places[places.length - 1].y });
    const line = places.map((p) => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join(" ");
    const marks = curve.points.map((p) =>
        `<circle cx="${x(p.x).toFixed(1)}" cy="${y(p.y).toFixed(1)}" r="3.5"/>` +
        `<text x="${x(p.x).toFixed(1)}" y="${HEIGHT - 14}" text-anchor="middle">${escape(p.at)}</text>` +
        `<text x="${MARGIN.left - 6}" y="${(y(p.y) + 4).toFixed(1)}" text-anchor="end">${escape(p.y)}</text>`);
    const floor = HEIGHT - MARGIN.bottom;
    return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="points by ${escape(curve.subject)}">` +
        `<path class="axis" d="M${MARGIN.left} ${MARGIN.top}V${floor}H${WIDTH - MARGIN.right}"/>` +
        `<polyline points="${line}"/>${marks.join("")}</svg>`;
}

function previewHtml(file, curves, gaps) {
    const pictures = curves.map((curve) =>
        `<h2>${curve.steps ? "Steps" : "Curve"} of <code>${escape(curve.subject)}</code>, ` +
        `line ${curve.range.start.line + 1}</h2>${drawing(curve)}`);
    const holes = gaps.map((gap) => `<li><code>${escape(gap.table)}</code>: ${escape(gap.gap)}</li>`);
    const empty = curves.length === 0 && gaps.length === 0
        ? "<p>This file has no priority curve or steps, and no table that leaves something out.</p>" : "";
    return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body { font-family: var(--vscode-font-family); color: var(--vscode-foreground); max-width: 42em; }
h2 { font-size: 1em; font-weight: 600; margin: 1.5em 0 .25em; }
svg { width: 100%; } svg text { fill: currentColor; font-size: 11px; }
polyline { fill: none; stroke: var(--vscode-charts-blue, #2b7a9b); stroke-width: 2; }
circle { fill: var(--vscode-charts-blue, #2b7a9b); } .axis { fill: none; stroke: currentColor; opacity: .4; }
</style><title>${escape(file)}</title></head><body>
${pictures.join("\n")}${holes.length ? `<h2>What tables leave out</h2><ul>${holes.join("")}</ul>` : ""}${empty}
</body></html>`;
}

module.exports = { previewHtml, corners };
