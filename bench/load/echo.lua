-- For wrk: posts a text, and prints in one line how many answers there were, the 50th and the 99th percentile of their times
-- in microseconds, and how many failed.
wrk.method = "POST"
wrk.headers["Content-Type"] = "text/plain"
wrk.body = string.rep("echo", 32)

function done(summary, latency)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    io.stderr:write(string.format("%d %d %d %d\n",
        summary.requests, latency:percentile(50), latency:percentile(99), failed))
end
