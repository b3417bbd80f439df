#include "compiler/check/route_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::check {

namespace {

typed::Destination resolve_split(Context& ctx, const syntax::Destination& written) {
    typed::Destination made;
    std::map<std::string_view, Span> first;
    for (const syntax::SplitPart& part : written.parts) {
        const typed::QueueId queue = ctx.queue(part.queue);
        if (queue.valid()) made.parts.push_back({part.share, queue});
        if (part.share <= Decimal(0)) {
            ctx.sink
                .report<messages::share_of_nothing>(part.share_span, percent_text(part.share),
                                                    part.queue.text)
                .help("leave the queue out of the split");
        }
        const auto [known, is_new] = first.try_emplace(part.queue.text, part.queue.span);
        if (is_new || !part.queue.valid()) continue;
        ctx.sink.report<messages::destination_twice>(part.queue.span, part.queue.text)
            .label(known->second, "here already")
            .help("add the two shares up");
    }
    return made;
}

void check_sum(Context& ctx, const syntax::Destination& written) {
    Decimal sum;
    for (const syntax::SplitPart& part : written.parts) {
        // Reported, and not to be counted.
        if (part.share <= Decimal(0)) return;
        sum = sum + part.share;
    }
    if (sum == Decimal(1)) return;
    ctx.sink.report<messages::shares_not_whole>(written.span, percent_text(sum));
}

}  // namespace

typed::Destination resolve_destination(Context& ctx, const syntax::Module& module,
                                       const syntax::Destination& written) {
    if (written.split) {
        typed::Destination made = resolve_split(ctx, written);
        if (written.parts.size() == 1) {
            ctx.sink.report<messages::split_of_one>(written.span)
                .help(fmt::format("write `to {}`", written.parts.front().queue.text));
        } else if (module.complete) {
            check_sum(ctx, written);
        }
        return made;
    }
    const typed::QueueId queue = ctx.queue(written.queue);
    if (!queue.valid()) return {};
    return {{{Decimal(1), queue}}};
}

}  // namespace reeve::check
