// W1 as one FEEL expression, for feelin. Usage: node feelin.mjs ITEMS.csv ROUNDS
import { evaluate } from "feelin";
import { adds, pieces, read, segments, time } from "./engines.mjs";

// Its `in` binds weaker than `and`.
const words = (when) => when.replace(/\w+ in \[[^\]]*\]/g, "($&)");
const segment = segments.reduceRight(
    (rest, [name, , when]) => (rest === "" ? `"${name}"` : `if ${words(when)} then "${name}" else ${rest}`), "");
const base = segments.reduceRight((rest, [name, points]) => `if segment = "${name}" then ${points} else ${rest}`, "0");
const lines = adds.map(([points, when]) => `(if ${words(when)} then ${points} else 0)`).join(" + ");
const curve = pieces.reduceRight((rest, [from, value, slope], i) =>
    i === pieces.length - 1 ? `${value}` : `if used < ${pieces[i + 1][0]} then ${value} + (used - ${from}) * ${slope} else ${rest}`, "");
const expression = `{
    segment: ${segment},
    base: ${base},
    total: (100 + base + ${lines} + min(2 * age / 3600000, 160) + (${curve}))
        * (if channel = "broker" or tier = "platinum" then 1.2 else 1),
    priority: max(0, min(2000, total))
}`;

const items = read(process.argv[2], 300);
await time("feelin", "feelin, a FEEL engine from npm, one expression", items, +(process.argv[3] ?? 3), (facts) => {
    const result = evaluate(expression, facts);
    return result.value ?? result;
});
