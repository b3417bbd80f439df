#pragma once

#include "base/id.h"

// What a published program's declarations are called by, on both sides: compiler and engine.

namespace reeve::abi {

/// Choices, segments, queues, bands, states, sources: all sets of named values.
using ChoiceId = Id<struct ChoiceTag>;
using WorkTypeId = Id<struct WorkTypeTag>;
using PlanId = Id<struct PlanTag>;
using CalendarId = Id<struct CalendarTag>;
using TeamId = Id<struct TeamTag>;
using SkillId = Id<struct SkillTag>;
using SettingId = Id<struct SettingTag>;
using PeriodId = Id<struct PeriodTag>;
using DefineId = Id<struct DefineTag>;
using TableId = Id<struct TableTag>;
using QueueId = Id<struct QueueTag>;
using SourceId = Id<struct SourceTag>;
using WorkloadId = Id<struct WorkloadTag>;
/// An expression of the program. The engine only hands it back to the rules.
using ExprId = Id<struct ExprTag>;

}  // namespace reeve::abi
