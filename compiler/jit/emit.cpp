#include "compiler/jit/emit.h"

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Intrinsics.h>

#include <limits>

// One operation becomes one or a few instructions, on vectors of rows in the kernel and on scalars
// in the function for a row. Integers are computed in 32 bits where their range says that they fit.

namespace reeve::jit {

using codegen::Lane;
using codegen::Op;
using codegen::Operation;
using codegen::Ref;

namespace {

unsigned bits_of(const Operation& operation) {
    const bool small = operation.low >= std::numeric_limits<std::int32_t>::min() &&
                       operation.high <= std::numeric_limits<std::int32_t>::max();
    return small ? 32 : 64;
}

/// One function: `lanes` rows at a time.
class Emitter {
public:
    Emitter(llvm::Module& module, const codegen::Unit& unit, const columns::Schema& schema,
            const Width& width)
        : context_(module.getContext()),
          module_(module),
          unit_(unit),
          schema_(schema),
          lanes_(width.lanes),
          converts_wide_(width.converts_wide),
          b_(module.getContext()) {}

    void kernel() {
        llvm::Function* function = declare(kKernelName, {pointer()});
        llvm::BasicBlock* loop = block(function, "rows");
        llvm::BasicBlock* done = block(function, "done");
        batch_ = function->getArg(0);
        read_addresses();
        llvm::Value* count = b_.CreateZExt(field(5, b_.getInt32Ty()), b_.getInt64Ty());
        llvm::BasicBlock* entry = b_.GetInsertBlock();
        b_.CreateCondBr(b_.CreateICmpEQ(count, b_.getInt64(0)), done, loop);
        b_.SetInsertPoint(loop);
        llvm::PHINode* row = b_.CreatePHI(b_.getInt64Ty(), 2, "row");
        row->addIncoming(b_.getInt64(0), entry);
        rows(row);
        llvm::Value* next = b_.CreateAdd(row, b_.getInt64(lanes_));
        row->addIncoming(next, b_.GetInsertBlock());
        b_.CreateCondBr(b_.CreateICmpULT(next, count), loop, done);
        b_.SetInsertPoint(done);
        b_.CreateRetVoid();
    }

    void row() {
        llvm::Function* function = declare(kRowName, {pointer(), b_.getInt32Ty()});
        batch_ = function->getArg(0);
        read_addresses();
        rows(b_.CreateZExt(function->getArg(1), b_.getInt64Ty()));
        b_.CreateRetVoid();
    }

private:
    llvm::Function* declare(const char* name, llvm::ArrayRef<llvm::Type*> params) {
        auto* type = llvm::FunctionType::get(b_.getVoidTy(), params, false);
        auto* function =
            llvm::Function::Create(type, llvm::Function::ExternalLinkage, name, module_);
        function->setDoesNotThrow();
        // Without this LLVM would split the widest vectors that the machine has.
        function->addFnAttr("prefer-vector-width", "512");
        function->addFnAttr("min-legal-vector-width", "512");
        b_.SetInsertPoint(block(function, "entry"));
        return function;
    }

    llvm::BasicBlock* block(llvm::Function* function, const char* name) {
        return llvm::BasicBlock::Create(context_, name, function);
    }

    llvm::Type* pointer() { return llvm::PointerType::getUnqual(context_); }
    llvm::Type* wide(llvm::Type* lane) {
        return lanes_ == 1 ? lane : llvm::FixedVectorType::get(lane, lanes_);
    }
    llvm::Value* splat(llvm::Value* value) {
        return lanes_ == 1 ? value : b_.CreateVectorSplat(lanes_, value);
    }

    /// A field of abi::Batch; all before `count` are addresses.
    llvm::Value* field(unsigned index, llvm::Type* type) {
        llvm::Value* at = b_.CreateConstInBoundsGEP1_64(pointer(), batch_, index);
        return b_.CreateLoad(type, at);
    }

    /// All addresses are the same for all rows, so they are read before the loop.
    void read_addresses() {
        const auto entry = [this](llvm::Value* table, std::int64_t index) {
            return b_.CreateLoad(
                pointer(),
                b_.CreateConstInBoundsGEP1_64(pointer(), table, static_cast<std::uint64_t>(index)));
        };
        llvm::Value* values = field(0, pointer());
        llvm::Value* missing = field(1, pointer());
        slots_ = field(2, pointer());
        llvm::Value* tests = field(3, pointer());
        llvm::Value* outputs = field(4, pointer());
        addresses_.assign(unit_.code.size(), nullptr);
        for (std::size_t i = 0; i < unit_.code.size(); ++i) {
            const Operation& operation = unit_.code[i];
            switch (operation.op) {
                case Op::Load:
                case Op::LoadMask: addresses_[i] = entry(values, operation.integer); break;
                case Op::LoadMissing: addresses_[i] = entry(missing, operation.integer); break;
                case Op::Test: addresses_[i] = entry(tests, operation.integer); break;
                case Op::Batch:
                case Op::BatchMask:
                    addresses_[i] = b_.CreateLoad(
                        b_.getInt64Ty(), b_.CreateConstInBoundsGEP1_64(
                                             b_.getInt64Ty(), slots_,
                                             static_cast<std::uint64_t>(operation.integer)));
                    break;
                default: break;
            }
        }
        for (std::size_t i = 0; i < unit_.outputs.size(); ++i)
            outputs_.push_back(entry(outputs, static_cast<std::int64_t>(i)));
    }

    void rows(llvm::Value* row) {
        row_ = row;
        values_.clear();
        for (std::size_t i = 0; i < unit_.code.size(); ++i)
            values_.push_back(emit(unit_.code[i], i));
        for (std::size_t i = 0; i < unit_.outputs.size(); ++i) {
            const codegen::Output& output = unit_.outputs[i];
            llvm::Value* value = values_[output.value];
            const auto width = static_cast<unsigned>(8 * columns::bytes_of(output.width));
            llvm::Type* lane = b_.getIntNTy(width);
            value = lane_of(unit_.code[output.value].op) == Lane::Mask
                        ? b_.CreateZExt(value, wide(lane))
                        : b_.CreateSExtOrTrunc(value, wide(lane));
            b_.CreateAlignedStore(value, b_.CreateInBoundsGEP(lane, outputs_[i], row_),
                                  llvm::Align(1));
        }
    }

    llvm::Value* load(llvm::Type* lane, llvm::Value* address) {
        return b_.CreateAlignedLoad(wide(lane), b_.CreateInBoundsGEP(lane, address, row_),
                                    llvm::Align(1));
    }

    llvm::Value* integer(Ref ref, unsigned bits) {
        return b_.CreateSExtOrTrunc(values_[ref], wide(b_.getIntNTy(bits)));
    }

    llvm::Value* emit(const Operation& o, std::size_t place) {
        switch (lane_of(o.op)) {
            case Lane::Mask: return mask(o, place);
            case Lane::Real: return real(o);
            case Lane::Integer: break;
        }
        llvm::Type* lane = b_.getIntNTy(bits_of(o));
        return b_.CreateSExtOrTrunc(whole(o, place), wide(lane));
    }

    llvm::Value* whole(const Operation& o, std::size_t place) {
        const auto bits = [&] {
            unsigned most = bits_of(o);
            const Ref args[] = {o.a, o.b};
            for (int k = 0; k < std::min(codegen::operand_count(o.op), 2); ++k)
                most = std::max(most, bits_of(unit_.code[args[k]]));
            return most;
        };
        switch (o.op) {
            case Op::Load: {
                const columns::ColumnType type =
                    schema_.columns[static_cast<std::size_t>(o.integer)];
                llvm::Value* value =
                    load(b_.getIntNTy(static_cast<unsigned>(8 * columns::bytes_of(type.width))),
                         addresses_[place]);
                llvm::Type* to = wide(b_.getIntNTy(bits_of(o)));
                return type.is_signed ? b_.CreateSExtOrTrunc(value, to)
                                      : b_.CreateZExtOrTrunc(value, to);
            }
            case Op::Constant:
                return llvm::ConstantInt::getSigned(wide(b_.getIntNTy(bits_of(o))), o.integer);
            case Op::Batch: return splat(addresses_[place]);
            case Op::BatchAt: {
                llvm::Value* first = b_.CreateConstInBoundsGEP1_64(
                    b_.getInt64Ty(), slots_, static_cast<std::uint64_t>(o.integer));
                // Few slots are chosen from: a machine chooses sooner than it gathers.
                constexpr std::int64_t kChosenMax = 4;
                if (unit_.code[o.a].low >= 0 && unit_.code[o.a].high < kChosenMax)
                    return chosen_slot(first, o.a);
                return gather(b_.getInt64Ty(), b_.getInt64Ty(), first, integer(o.a, 64));
            }
            case Op::Add: return sum(o, bits());
            case Op::Subtract: return b_.CreateSub(integer(o.a, bits()), integer(o.b, bits()));
            case Op::Multiply: return b_.CreateMul(integer(o.a, bits()), integer(o.b, bits()));
            case Op::Minimum:
                return b_.CreateBinaryIntrinsic(llvm::Intrinsic::smin, integer(o.a, bits()),
                                                integer(o.b, bits()));
            case Op::Maximum:
                return b_.CreateBinaryIntrinsic(llvm::Intrinsic::smax, integer(o.a, bits()),
                                                integer(o.b, bits()));
            case Op::RoundDivide: {
                // A tie is a tie, and nothing else becomes one, where both sides have one bit less
                // than the fraction.
                constexpr std::int64_t kSmall = std::int64_t{1} << 22;
                const Operation& a = unit_.code[o.a];
                const bool small = a.low > -kSmall && a.high < kSmall && o.integer < kSmall;
                llvm::Type* type = wide(small ? b_.getFloatTy() : b_.getDoubleTy());
                llvm::Value* dividend = small ? b_.CreateSIToFP(values_[o.a], type) : to_real(o.a);
                llvm::Value* quotient = b_.CreateFDiv(
                    dividend, llvm::ConstantFP::get(type, static_cast<double>(o.integer)));
                return to_integer(o, round(quotient));
            }
            case Op::RoundDivideWide: return round_divide_wide(o);
            case Op::Select:
                return b_.CreateSelect(values_[o.a], integer(o.b, bits_of(o)),
                                       integer(o.c, bits_of(o)));
            default: return to_integer(o, values_[o.a]);
        }
    }

    /// In whole numbers of 64 bits: toward zero, and one further where the rest is the larger half.
    llvm::Value* round_divide_wide(const Operation& o) {
        llvm::Type* type = wide(b_.getInt64Ty());
        llvm::Value* a = integer(o.a, 64);
        llvm::Value* by = llvm::ConstantInt::getSigned(type, o.integer);
        llvm::Value* quotient = b_.CreateSDiv(a, by);
        llvm::Value* rest = b_.CreateSub(a, b_.CreateMul(quotient, by));
        llvm::Value* twice =
            b_.CreateShl(b_.CreateBinaryIntrinsic(llvm::Intrinsic::abs, rest, b_.getFalse()), 1);
        llvm::Value* odd = b_.CreateTrunc(quotient, wide(b_.getInt1Ty()));
        llvm::Value* further =
            b_.CreateOr(b_.CreateICmpSGT(twice, by), b_.CreateAnd(b_.CreateICmpEQ(twice, by), odd));
        llvm::Value* one = llvm::ConstantInt::getSigned(type, 1);
        llvm::Value* step = b_.CreateSelect(b_.CreateICmpSLT(a, llvm::Constant::getNullValue(type)),
                                            llvm::ConstantInt::getSigned(type, -1), one);
        return b_.CreateSelect(further, b_.CreateAdd(quotient, step), quotient);
    }

    /// What a condition adds or not is added under a mask, which is one instruction where machines
    /// have masks.
    llvm::Value* sum(const Operation& o, unsigned bits) {
        const Operation& added = unit_.code[o.b];
        const auto is_zero = [this](Ref ref) {
            return unit_.code[ref].op == Op::Constant && unit_.code[ref].integer == 0;
        };
        llvm::Value* a = integer(o.a, bits);
        if (added.op != Op::Select || !is_zero(added.c)) return b_.CreateAdd(a, integer(o.b, bits));
        return b_.CreateSelect(values_[added.a], b_.CreateAdd(a, integer(added.b, bits)), a);
    }

    llvm::Value* chosen_slot(llvm::Value* first, Ref index) {
        llvm::Value* chosen = nullptr;
        for (std::int64_t i = unit_.code[index].low; i <= unit_.code[index].high; ++i) {
            llvm::Value* slot = splat(b_.CreateLoad(
                b_.getInt64Ty(), b_.CreateConstInBoundsGEP1_64(b_.getInt64Ty(), first,
                                                               static_cast<std::uint64_t>(i))));
            llvm::Value* number =
                llvm::ConstantInt::getSigned(wide(b_.getIntNTy(bits_of(unit_.code[index]))), i);
            chosen = chosen == nullptr
                         ? slot
                         : b_.CreateSelect(b_.CreateICmpEQ(values_[index], number), slot, chosen);
        }
        return chosen;
    }

    /// Wide integers of less than 52 bits are put into the fraction of a large binary64 where a
    /// machine cannot convert them: 2^52 + 2^51 + value, less the constant.
    llvm::Value* to_real(Ref ref) {
        constexpr std::int64_t kLimit = std::int64_t{1} << 51;
        llvm::Type* type = wide(b_.getDoubleTy());
        const Operation& value = unit_.code[ref];
        if (converts_wide_ || bits_of(value) == 32 || value.low <= -kLimit || value.high >= kLimit)
            return b_.CreateSIToFP(values_[ref], type);
        llvm::Value* large = llvm::ConstantFP::get(type, 0x1.8p52);
        llvm::Value* bits = b_.CreateBitCast(large, wide(b_.getInt64Ty()));
        return b_.CreateFSub(b_.CreateBitCast(b_.CreateAdd(bits, values_[ref]), type), large);
    }

    llvm::Value* to_integer(const Operation& o, llvm::Value* value) {
        return b_.CreateFPToSI(value, wide(b_.getIntNTy(bits_of(o))));
    }

    llvm::Value* round(llvm::Value* value) {
        return b_.CreateUnaryIntrinsic(llvm::Intrinsic::roundeven, value);
    }

    /// Values of type `lane` at `first` + index * size of `step`.
    llvm::Value* gather(llvm::Type* lane, llvm::Type* step, llvm::Value* first,
                        llvm::Value* index) {
        llvm::Value* at = b_.CreateInBoundsGEP(step, first, index);
        if (lanes_ == 1) return b_.CreateAlignedLoad(lane, at, llvm::Align(1));
        return b_.CreateMaskedGather(wide(lane), at, llvm::Align(1));
    }

    llvm::Value* mask(const Operation& o, std::size_t place) {
        switch (o.op) {
            case Op::LoadMask: {
                const auto width = schema_.columns[static_cast<std::size_t>(o.integer)].width;
                llvm::Type* lane =
                    b_.getIntNTy(static_cast<unsigned>(8 * columns::bytes_of(width)));
                return is_not_zero(load(lane, addresses_[place]));
            }
            case Op::LoadMissing: return is_not_zero(load(b_.getInt8Ty(), addresses_[place]));
            case Op::ConstantMask:
                return llvm::ConstantInt::get(wide(b_.getInt1Ty()), o.integer != 0 ? 1 : 0);
            case Op::BatchMask: return splat(is_not_zero(addresses_[place]));
            case Op::Test: {
                // Machines gather no bytes: four are read and the first one looked at.
                llvm::Value* word =
                    gather(b_.getInt32Ty(), b_.getInt8Ty(), addresses_[place], integer(o.a, 64));
                return b_.CreateTrunc(word, wide(b_.getInt1Ty()));
            }
            case Op::InBits: {
                const auto set = static_cast<std::uint64_t>(o.integer);
                const unsigned bits = set <= 0xffff'ffff && unit_.code[o.a].high < 32 ? 32 : 64;
                llvm::Type* type = wide(b_.getIntNTy(bits));
                // The value's own bit is the same for all sets that it is looked for in.
                llvm::Value* bit =
                    b_.CreateShl(llvm::ConstantInt::get(type, 1), integer(o.a, bits));
                return is_not_zero(b_.CreateAnd(bit, llvm::ConstantInt::get(type, set)));
            }
            case Op::And: return b_.CreateAnd(values_[o.a], values_[o.b]);
            case Op::Or: return b_.CreateOr(values_[o.a], values_[o.b]);
            case Op::Not: return b_.CreateNot(values_[o.a]);
            case Op::RealLess: return b_.CreateFCmpOLT(values_[o.a], values_[o.b]);
            default: break;
        }
        const unsigned bits = std::max(bits_of(unit_.code[o.a]), bits_of(unit_.code[o.b]));
        llvm::Value* a = integer(o.a, bits);
        llvm::Value* b = integer(o.b, bits);
        if (o.op == Op::Equal) return b_.CreateICmpEQ(a, b);
        return o.op == Op::Less ? b_.CreateICmpSLT(a, b) : b_.CreateICmpSLE(a, b);
    }

    llvm::Value* is_not_zero(llvm::Value* value) {
        return b_.CreateICmpNE(value, llvm::Constant::getNullValue(value->getType()));
    }

    llvm::Value* real(const Operation& o) {
        llvm::Type* type = wide(b_.getDoubleTy());
        switch (o.op) {
            case Op::ConstantReal: return llvm::ConstantFP::get(type, o.real);
            case Op::ToReal: return to_real(o.a);
            case Op::RealAdd: return b_.CreateFAdd(values_[o.a], values_[o.b]);
            case Op::RealSubtract: return b_.CreateFSub(values_[o.a], values_[o.b]);
            case Op::RealMultiply: return b_.CreateFMul(values_[o.a], values_[o.b]);
            case Op::RealDivide: return b_.CreateFDiv(values_[o.a], values_[o.b]);
            case Op::RealMinimum:
                return b_.CreateSelect(b_.CreateFCmpOLT(values_[o.a], values_[o.b]), values_[o.a],
                                       values_[o.b]);
            case Op::RealMaximum:
                return b_.CreateSelect(b_.CreateFCmpOGT(values_[o.a], values_[o.b]), values_[o.a],
                                       values_[o.b]);
            case Op::RealSelect: return b_.CreateSelect(values_[o.a], values_[o.b], values_[o.c]);
            default: return round(values_[o.a]);
        }
    }

    llvm::LLVMContext& context_;
    llvm::Module& module_;
    const codegen::Unit& unit_;
    const columns::Schema& schema_;
    unsigned lanes_;
    bool converts_wide_;
    llvm::IRBuilder<> b_;
    llvm::Value* batch_ = nullptr;
    llvm::Value* slots_ = nullptr;
    llvm::Value* row_ = nullptr;
    std::vector<llvm::Value*> addresses_;  // by operation: of its column or table, or its slot
    std::vector<llvm::Value*> outputs_;
    std::vector<llvm::Value*> values_;
};

}  // namespace

std::unique_ptr<llvm::Module> emit(llvm::LLVMContext& context, const codegen::Unit& unit,
                                   const columns::Schema& schema, const Width& width) {
    auto module = std::make_unique<llvm::Module>("rules", context);
    if (!unit.rows_only) Emitter(*module, unit, schema, width).kernel();
    Emitter(*module, unit, schema, {.lanes = 1, .converts_wide = true}).row();
    return module;
}

}  // namespace reeve::jit
