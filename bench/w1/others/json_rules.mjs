// W1 for json-rules-engine, which decides conditions and leaves sums to its host. Usage: node json_rules.mjs ITEMS.csv ROUNDS
import { Engine } from "json-rules-engine";
import { pieces, read, time } from "./engines.mjs";

const is = (fact, value) => ({ fact, operator: "equal", value });
const among = (fact, ...value) => ({ fact, operator: "in", value });
const above = (fact, value) => ({ fact, operator: "greaterThan", value });
const least = (fact, value) => ({ fact, operator: "greaterThanInclusive", value });
const all = (...parts) => ({ all: parts });
const any = (...parts) => ({ any: parts });

const segments = [
    ["legal", 300, all(is("complaint", true), among("product", "liability", "legal_cover"))],
    ["distress", 350, all(is("vulnerable", true), among("product", "health", "life", "accident", "income"))],
    ["major_loss", 260, all(above("amount", 500000))],
    ["large_loss", 180, all(above("amount", 100000), among("tier", "gold", "platinum"))],
    ["grievance", 210, all(is("complaint", true), any(least("contacts", 8), least("reopened", 3)))],
    ["business", 90, all(among("product", "cargo", "fleet", "cyber", "crop", "credit", "surety"))],
    ["broker_key", 75, all(is("channel", "broker"), among("tier", "silver", "gold", "platinum"))],
    ["arrears", 40, all(above("balance", 5000))],
    ["late_notice", 55, all(above("since", 45 * 86400000))],
    ["abroad", 65, all(is("product", "travel"), among("region", "NL", "BE", "DE"))],
    ["chatter", 20, all(among("channel", "chat", "app", "web"), least("contacts", 4))],
    ["small", 5, all({ fact: "amount", operator: "lessThan", value: 250 })],
];
const adds = [
    [150, all(is("vulnerable", true))],
    [90, all(is("complaint", true))],
    [60, all(is("tier", "platinum"))],
    [30, all(is("tier", "gold"))],
    [45.5, all(above("amount", 50000))],
    [20.25, all(above("amount", 10000), among("tier", "silver", "gold", "platinum"))],
    [35, all(among("product", "motor", "home", "health", "life", "fleet"))],
    [25, all(among("channel", "phone", "chat", "branch"))],
    [-15, all(is("channel", "post"))],
    [12, all(least("contacts", 3))],
    [28, all(least("reopened", 2))],
    [33, all(among("region", "FR", "LU"))],
    [8, all({ fact: "language", operator: "notEqual", value: "fr" })],
    [17.5, all(above("balance", 1000))],
];

const engine = new Engine();
segments.forEach(([name, points, conditions], place) =>
    engine.addRule({ conditions, event: { type: "segment", params: { name, points, place } } }));
adds.forEach(([points, conditions]) => engine.addRule({ conditions, event: { type: "add", params: { points } } }));
engine.addRule({
    conditions: any(is("channel", "broker"), is("tier", "platinum")),
    event: { type: "multiply", params: { by: 1.2 } },
});

const items = read(process.argv[2], 1000);
await time("json_rules", "json-rules-engine from npm; sums in JavaScript", items, +(process.argv[3] ?? 3), async (facts) => {
    const { events } = await engine.run(facts);
    let first = { name: "standard", points: 0, place: segments.length };
    let total = 100;
    let by = 1;
    for (const { type, params } of events) {
        if (type === "segment" && params.place < first.place) first = params;
        if (type === "add") total += params.points;
        if (type === "multiply") by = params.by;
    }
    const [from, value, slope] = pieces.findLast(([at]) => facts.used >= at) ?? [0, 0, 0];
    total += first.points + Math.min((2 * facts.age) / 3600000, 160) + value + (facts.used - from) * slope;
    return { segment: first.name, priority: Math.max(0, Math.min(2000, total * by)) };
});
