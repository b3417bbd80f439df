#pragma once

#include "compiler/parse/value_builder.h"

#include <optional>

// Tree of the generated parser to syntax: declarations, by area. Each function knows the
// declarations of its area and gives nothing for others. Of a declaration that was not read to its
// end, what could be read is kept.

namespace reeve::parse {

std::optional<syntax::Decl> build_value_decl(ValueBuilder& values,
                                             ReeveParser::DeclContext* context);
std::optional<syntax::Decl> build_house_decl(ValueBuilder& values,
                                             ReeveParser::DeclContext* context);
std::optional<syntax::Decl> build_work_decl(ValueBuilder& values,
                                            ReeveParser::DeclContext* context);
std::optional<syntax::Decl> build_urgency_decl(ValueBuilder& values,
                                               ReeveParser::DeclContext* context);
std::optional<syntax::Decl> build_routing_decl(ValueBuilder& values,
                                               ReeveParser::DeclContext* context);
std::optional<syntax::Decl> build_escalation_decl(ValueBuilder& values,
                                                  ReeveParser::DeclContext* context);
std::optional<syntax::Decl> build_plan_decl(ValueBuilder& values,
                                            ReeveParser::DeclContext* context);
std::optional<syntax::Decl> build_scenario_decl(ValueBuilder& values,
                                                ReeveParser::DeclContext* context);

/// Nothing where none was written.
std::optional<syntax::TimeSpan> optional_time_span(ValueBuilder& values,
                                                   ReeveParser::TimeSpanContext* context);

}  // namespace reeve::parse
