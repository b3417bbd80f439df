#include "compiler/native/entry.h"

// The code generator as a module that is loaded on demand.

extern "C" const reeve::native::Entry* reeve_native_entry() {
    static const reeve::native::Entry entry{reeve::native::layout_number(), reeve::jit::compiler,
                                            reeve::jit::print};
    return &entry;
}
