// The end of an exception that nobody catches, and the tag that all C++ exceptions have.
#include <exception>

extern "C" void *__cxa_begin_catch(void *) noexcept;

#ifdef __wasm64__
#define ADDRESS "i64"
#else
#define ADDRESS "i32"
#endif

asm(".tagtype __cpp_exception " ADDRESS "\n"
    ".globl __cpp_exception\n"
    "__cpp_exception:\n");

// A WebAssembly machine unwinds as it searches, so that it is known only outside whether there is a handler. The runtime calls this, when an exception has
// left the program or comes to frames that are not the guest's: as natively, std::terminate runs, which tells the type and what().
extern "C" __attribute__((export_name("mpiwasm_uncaught"))) void mpiwasm_uncaught(void *exception) noexcept
{
    __cxa_begin_catch(exception);
    std::terminate();
}
