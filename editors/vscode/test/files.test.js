// What can be known of the extension without an editor and without network.
"use strict";

const test = require("node:test");
const assert = require("node:assert");
const fs = require("fs");
const path = require("path");
const { keywords, declarations, stale } = require("../scripts/generate");
const { previewHtml, corners } = require("../src/preview");
const { linesOf, numbersOf } = require("../src/tests");

const root = path.resolve(__dirname, "..");
const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));

test("colours and snippets are those of the language", () => {
    assert.deepStrictEqual(stale(), []);
    assert.ok(keywords().reserved.includes("otherwise"));
    assert.ok(keywords().others.includes("workbin"));
    assert.ok(declarations().includes("escalate"));
});

test("the colours' patterns are regular expressions", () => {
    const grammar = JSON.parse(fs.readFileSync(path.join(root, "syntaxes/reeve.tmLanguage.json"), "utf8"));
    for (const pattern of grammar.patterns) {
        for (const text of [pattern.match, pattern.begin, pattern.end]) {
            if (text) assert.doesNotThrow(() => new RegExp(text, "u"), text);
        }
    }
});

test("what the manifest names is there", () => {
    const names = [manifest.icon];
    for (const language of manifest.contributes.languages) {
        names.push(language.configuration, language.icon.light, language.icon.dark);
    }
    manifest.contributes.grammars.forEach((grammar) => names.push(grammar.path));
    manifest.contributes.snippets.forEach((snippet) => names.push(snippet.path));
    for (const walkthrough of manifest.contributes.walkthroughs) {
        walkthrough.steps.forEach((step) => names.push(step.media.markdown));
    }
    for (const name of names) assert.ok(fs.existsSync(path.join(root, name)), name);
});

test("each command of the manifest is registered", () => {
    const source = fs.readFileSync(path.join(root, "src/extension.js"), "utf8");
    for (const { command } of manifest.contributes.commands) {
        assert.ok(source.includes(`registerCommand("${command}"`), command);
    }
});

test("the preview draws points and lets nothing through", () => {
    const curve = { subject: "<b>", steps: true, range: { start: { line: 4 } }, points: [{ at: "0%", x: 0, y: 0 }, { at: "80%", x: 0.8, y: 200 }] };
    assert.deepStrictEqual(corners(curve).map((p) => p.y), [0, 0, 200]);
    const html = previewHtml("a.reeve", [curve], [{ table: "t", gap: "nothing matches \"x\"" }]);
    assert.ok(html.includes("<circle"));
    assert.ok(!html.includes("<b>"));
    assert.ok(html.includes("nothing matches"));
});

test("what tests used is said line by line", () => {
    const part = (line, tests, uri = "file:///a.reeve") => ({ uri, range: { start: { line } }, tests });
    const lines = linesOf([part(1, 2), part(2, 0), part(3, 1), part(3, 0), part(4, 1, "file:///b.reeve")], "file:///a.reeve");
    assert.deepStrictEqual(lines, [
        { line: 1, state: "used", text: "used by 2 tests" },
        { line: 2, state: "unused", text: "no test uses this" },
        { line: 3, state: "partly", text: "no test uses a part of this" },
    ]);
});

test("tests are asked for by their numbers", () => {
    const file = "file:///a.reeve";
    assert.deepStrictEqual(numbersOf([{ id: `${file}#0` }, { id: `${file}#12` }], file), [0, 12]);
    assert.strictEqual(numbersOf([{ id: `${file}#0` }, { id: file }], file), undefined);
});
