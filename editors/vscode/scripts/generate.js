// Makes the colours and the snippets from the language's own sources: the words of grammar/ReeveLexer.g4 and
// compiler/ide/snippets.def. `--check` only says whether the files are as they should be.
"use strict";

const fs = require("fs");
const path = require("path");

const root = process.env.REEVE_ROOT || path.resolve(__dirname, "../../..");
const read = (name) => fs.readFileSync(path.join(root, name), "utf8");

/** The keywords of the lexer: reserved ones, and those that may also be names. */
function keywords() {
    const lexer = read("grammar/ReeveLexer.g4").replace(/\/\/.*$/gm, (line) => line.includes("All other") ? "ALL_OTHER" : "");
    const list = lexer.slice(lexer.indexOf("tokens {"), lexer.indexOf("DOC_COMMENT :"));
    const [reserved, others] = list.split("ALL_OTHER");
    const words = (text) => [...text.matchAll(/\bK_([A-Z]+)\b/g)].map((match) => match[1].toLowerCase());
    return { reserved: words(reserved), others: words(others) };
}

/** The words with which declarations begin, from the parser's grammar. */
function declarations() {
    const parser = read("grammar/ReeveParser.g4");
    const words = new Set(["use"]);
    const heads = [...parser.matchAll(/^(\w+(?:Decl|Head))\s*:\s*\(?K_([A-Z]+)(?:\s+K_([A-Z]+))?/gm)];
    for (const [, rule, first] of heads) {
        if (!["stageDecl", "stepDecl", "milestoneDecl", "stageHead"].includes(rule)) words.add(first.toLowerCase());
    }
    return [...words].sort();
}

const any = (words) => `(?:${[...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join("|")})`;

function grammar() {
    const { reserved, others } = keywords();
    const units = others.filter((word) => /^(second|minute|hour|day|week|month|year)s?$/.test(word));
    const types = ["yes/no", "number", "whole number", "percent", "money", "text", "date", "time", "moment", "duration", "business duration"];
    const word = "[\\p{L}][\\p{L}\\p{M}0-9_]*";
    return {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        name: "Reeve",
        scopeName: "source.reeve",
        patterns: [
            { name: "comment.line.documentation.reeve", match: "##(?!#).*$" },
            { name: "comment.line.number-sign.reeve", match: "#.*$" },
            {
                name: "string.quoted.double.reeve",
                begin: "\"",
                end: "\"|$",
                patterns: [
                    { name: "constant.character.escape.reeve", match: "\\\\.|\\{\\{" },
                    { name: "variable.other.placeholder.reeve", match: `\\{${word}(?:\\.${word})*(?::[0-9]+)?\\}` },
                ],
            },
            { name: "constant.numeric.moment.reeve", match: "\\b\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2})?(?:\\.\\d+)?(?:Z|[+-]\\d{2}:\\d{2}))?\\b" },
            { name: "constant.numeric.time.reeve", match: "\\b\\d{2}:\\d{2}(?::\\d{2})?\\b" },
            {
                match: `\\b(\\d[\\d_]*(?:\\.\\d[\\d_]*)?)\\s+(?:(business)\\s+)?(${any(units)}|[A-Z]{3})\\b`,
                captures: {
                    1: { name: "constant.numeric.reeve" },
                    2: { name: "keyword.other.unit.reeve" },
                    3: { name: "keyword.other.unit.reeve" },
                },
            },
            { name: "constant.numeric.reeve", match: "\\b\\d[\\d_]*(?:\\.\\d[\\d_]*)?%?" },
            {
                match: `^(${any(declarations())})\\b(?:\\s+(type|plan|of|for|from|have)\\b)?(?:\\s+(${word}))?`,
                captures: {
                    1: { name: "keyword.declaration.reeve" },
                    2: { name: "keyword.declaration.reeve" },
                    3: { name: "entity.name.type.reeve" },
                },
            },
            {
                match: `\\b(${word})(:)\\s+(?:(${any(types)})\\b)?`,
                captures: {
                    1: { name: "variable.other.property.reeve" },
                    2: { name: "punctuation.separator.reeve" },
                    3: { name: "support.type.reeve" },
                },
            },
            { name: "constant.language.reeve", match: "\\b(?:yes|no|missing|any)\\b" },
            { name: "keyword.control.reeve", match: `\\b${any(reserved)}\\b(?!\\s*:)` },
            { name: "keyword.other.reeve", match: `\\b${any(others)}\\b(?!\\s*[:.(])` },
            { name: "keyword.operator.reeve", match: "->|<=|>=|\\.\\.<?|\\|\\|?|[-+*/<>=]" },
        ],
    };
}

function unquote(text) {
    return JSON.parse(`"${text}"`);
}

function snippets() {
    const out = {};
    const lines = read("compiler/ide/snippets.def").matchAll(/^IDE_SNIPPET\("([^"]*)", "([^"]*)", "((?:[^"\\]|\\.)*)"\)/gm);
    for (const [, phrase, label, text] of lines) {
        out[label] = { prefix: label.split(" …")[0] === phrase ? phrase : label, body: unquote(text).split("\n"), description: `${label}: a template` };
    }
    return out;
}

const files = {
    "syntaxes/reeve.tmLanguage.json": grammar,
    "snippets/reeve.json": snippets,
};

function stale() {
    return Object.entries(files).filter(([name, make]) => {
        const place = path.join(__dirname, "..", name);
        return !fs.existsSync(place) || fs.readFileSync(place, "utf8") !== JSON.stringify(make(), null, 2) + "\n";
    }).map(([name]) => name);
}

if (require.main === module) {
    if (process.argv.includes("--check")) {
        const names = stale();
        if (names.length) console.error(`not as generated: ${names.join(", ")}; run node scripts/generate.js`);
        process.exit(names.length ? 1 : 0);
    }
    for (const [name, make] of Object.entries(files)) {
        const place = path.join(__dirname, "..", name);
        fs.mkdirSync(path.dirname(place), { recursive: true });
        fs.writeFileSync(place, JSON.stringify(make(), null, 2) + "\n");
    }
}

module.exports = { keywords, declarations, stale };
