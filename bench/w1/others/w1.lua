-- W1 in Lua: LuaJIT runs it. Usage: luajit w1.lua ITEMS.csv ROUNDS
local path, rounds = arg[1], tonumber(arg[2] or "5")

local items = {}
do
    local first = true
    for line in io.lines(path) do
        if first then
            first = false
        else
            local f = {}
            for cell in line:gmatch("[^,]+") do f[#f + 1] = cell end
            items[#items + 1] = {
                channel = f[1], product = f[2], tier = f[3], contacts = tonumber(f[4]), reopened = tonumber(f[5]),
                amount = tonumber(f[6]), balance = tonumber(f[7]), vulnerable = f[8] == "1", complaint = f[9] == "1",
                since = tonumber(f[10]), age = tonumber(f[11]), region = f[12], language = f[13],
                sla_used = tonumber(f[14]), segment = f[15], priority = tonumber(f[16]),
            }
        end
    end
end

local function set(...)
    local members = {}
    for _, value in ipairs({ ... }) do members[value] = true end
    return members
end
local legal = set("liability", "legal_cover")
local personal = set("health", "life", "accident", "income")
local commercial = set("cargo", "fleet", "cyber", "crop", "credit", "surety")
local common = set("motor", "home", "health", "life", "fleet")
local digital = set("chat", "app", "web")
local talking = set("phone", "chat", "branch")
local near = set("NL", "BE", "DE")
local home = set("FR", "LU")
local silver = set("silver", "gold", "platinum")
local gold = set("gold", "platinum")
local base = {
    legal = 300, distress = 350, major_loss = 260, large_loss = 180, grievance = 210, business = 90, broker_key = 75,
    arrears = 40, late_notice = 55, abroad = 65, chatter = 20, small = 5, standard = 0,
}
local at = { 0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.5 }
local value = { 0, 10, 30, 75, 160, 400, 520, 600 }

local function segment_of(c)
    if c.complaint and legal[c.product] then return "legal" end
    if c.vulnerable and personal[c.product] then return "distress" end
    if c.amount > 500000 then return "major_loss" end
    if c.amount > 100000 and gold[c.tier] then return "large_loss" end
    if c.complaint and (c.contacts >= 8 or c.reopened >= 3) then return "grievance" end
    if commercial[c.product] then return "business" end
    if c.channel == "broker" and silver[c.tier] then return "broker_key" end
    if c.balance > 5000 then return "arrears" end
    if c.since > 45 * 86400000 then return "late_notice" end
    if c.product == "travel" and near[c.region] then return "abroad" end
    if digital[c.channel] and c.contacts >= 4 then return "chatter" end
    if c.amount < 250 then return "small" end
    return "standard"
end

local function curve(x)
    if x <= 0 then return 0 end
    for i = 2, #at do
        if x < at[i] then
            return value[i - 1] + (x - at[i - 1]) * (value[i] - value[i - 1]) / (at[i] - at[i - 1])
        end
    end
    return value[#value]
end

local function priority_of(c, segment)
    local total = 100 + base[segment]
    if c.vulnerable then total = total + 150 end
    if c.complaint then total = total + 90 end
    if c.tier == "platinum" then total = total + 60 end
    if c.tier == "gold" then total = total + 30 end
    if c.amount > 50000 then total = total + 45.5 end
    if c.amount > 10000 and silver[c.tier] then total = total + 20.25 end
    if common[c.product] then total = total + 35 end
    if talking[c.channel] then total = total + 25 end
    if c.channel == "post" then total = total - 15 end
    if c.contacts >= 3 then total = total + 12 end
    if c.reopened >= 2 then total = total + 28 end
    if home[c.region] then total = total + 33 end
    if c.language ~= "fr" then total = total + 8 end
    if c.balance > 1000 then total = total + 17.5 end
    total = total + math.min(2 * c.age / 3600000, 160) + curve(c.sla_used)
    if c.channel == "broker" or c.tier == "platinum" then total = total * 1.2 end
    return math.max(0, math.min(2000, total))
end

local times = {}
for round = 0, rounds do
    local before = os.clock()
    for i = 1, #items do
        local c = items[i]
        c.found = segment_of(c)
        c.points = priority_of(c, c.found)
    end
    if round > 0 then times[#times + 1] = string.format("%.2f", (os.clock() - before) * 1e9 / #items) end
end
for i, c in ipairs(items) do
    if c.found ~= c.segment or math.abs(c.points - c.priority) > 0.00101 then
        error("item " .. i .. ": " .. c.found .. " " .. c.points .. ", not " .. c.segment .. " " .. c.priority)
    end
end
print(string.format('{"id": "luajit", "what": "LuaJIT, over an array of tables", "items": %d, "ns": [%s]}', #items,
    table.concat(times, ", ")))
