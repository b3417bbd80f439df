#pragma once

#include "compiler/eval/evaluator.h"

#include <deque>
#include <ranges>
#include <vector>

namespace reeve::eval {

/// Asks an evaluator at another instant. The arguments of the definitions that are being evaluated
/// are worked out anew there.
template <class F>
auto Evaluator::elsewhere(Instant instant, F&& ask) const {
    std::vector<const Frame*> chain;
    for (const Frame* frame = frame_; frame != nullptr; frame = frame->caller)
        chain.push_back(frame);
    std::deque<Frame> frames;
    const Frame* top = nullptr;
    for (const Frame* frame : chain | std::views::reverse) {
        Frame& there = frames.emplace_back();
        there.caller = top;
        there.args = frame->args;
        if (frame->args.empty()) there.values = frame->values;
        Evaluator caller(context_, instant, nullptr, top);
        caller.be_quiet();
        for (const typed::ExprId arg : frame->args) there.values.push_back(caller.eval(arg));
        top = &there;
    }
    Evaluator there(context_, instant, nullptr, top);
    there.be_quiet();
    return ask(there);
}

}  // namespace reeve::eval
