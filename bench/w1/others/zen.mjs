// W1 as a decision graph for @gorules/zen-engine: a table for the segment, one that collects the adds, expressions.
// Usage: node zen.mjs ITEMS.csv ROUNDS
import { ZenEngine } from "@gorules/zen-engine";
import { adds, pieces, read, segments, time } from "./engines.mjs";

// Its expression language has FEEL's `in` and `and`, but `==` for equality.
const words = (when) => when.replace(/ = /g, " == ");
const table = (id, hitPolicy, outputs, rows) => ({
    id, name: id, type: "decisionTableNode", position: { x: 0, y: 0 },
    content: {
        hitPolicy,
        inputs: [{ id: "when", name: "When", type: "expression" }],
        outputs: outputs.map((field) => ({ id: field, name: field, field, type: "expression" })),
        rules: rows.map(([when, ...values], i) => ({
            _id: `${id}${i}`, when, ...Object.fromEntries(values.map((value, k) => [outputs[k], String(value)])),
        })),
        passThrough: true, inputField: null, outputPath: id, executionMode: "single",
    },
});
const expressions = (id, entries) => ({
    id, name: id, type: "expressionNode", position: { x: 0, y: 0 },
    content: {
        expressions: entries.map(([key, value], i) => ({ id: `${id}${i}`, key, value })),
        passThrough: true, inputField: null, outputPath: null, executionMode: "single",
    },
});
const curve = pieces.reduceRight((rest, [from, value, slope], i) =>
    i === pieces.length - 1 ? `${value}` : `used < ${pieces[i + 1][0]} ? ${value} + (used - ${from}) * ${slope} : (${rest})`, "");
const nodes = [
    { id: "in", name: "in", type: "inputNode", position: { x: 0, y: 0 } },
    table("first", "first", ["segment", "points"],
        segments.map(([name, points, when]) => [when === "true" ? "" : words(when), `"${name}"`, points])),
    table("added", "collect", ["points"], adds.map(([points, when]) => [words(when), points])),
    expressions("sum", [
        ["total", `(100 + first.points + sum(map(added, #.points)) + min([2 * age / 3600000, 160]) + (${curve})) * ` +
            `(channel == "broker" or tier == "platinum" ? 1.2 : 1)`],
        ["priority", "max([0, min([2000, $.total])])"],
    ]),
    { id: "out", name: "out", type: "outputNode", position: { x: 0, y: 0 } },
];
const edges = nodes.slice(1).map((node, i) =>
    ({ id: `e${i}`, type: "edge", sourceId: nodes[i].id, targetId: node.id }));

const decision = new ZenEngine().createDecision({ nodes, edges });
const items = read(process.argv[2], 1000);
await time("zen", "zen-engine from npm, a graph of decision tables", items, +(process.argv[3] ?? 3), async (facts) => {
    const { result } = await decision.evaluate(facts);
    return { segment: result.first.segment, priority: result.priority };
});
