-- For wrk: each request is one reply, "coming", from the next member; each with an id of its own.
-- Arguments: the first member's number less one, how many members, the time of the replies.

local sent = 0
local first, members, at
local headers = { ["Content-Type"] = "application/json" }

function init(words)
    first, members, at = tonumber(words[1]), tonumber(words[2]), words[3]
end

function request()
    sent = sent + 1
    local from = first + 1 + (sent - 1) % members
    local body = string.format(
        '{"from":"+%.0f","to":"10690000","text":"1","at":"%s","id":"mo-%d"}', from, at, sent)
    return wrk.format("POST", nil, headers, body)
end

-- Replies a second, milliseconds at the 99th percentile, answers that were no 2xx.
function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("replies %.0f %.2f %d\n", summary.requests / summary.duration * 1e6,
        latency:percentile(99) / 1000,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
