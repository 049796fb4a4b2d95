/* The start of a command for C libraries whose own start file leaves constructors and destructors to the linker's wrappers. */
#include <stdlib.h>

extern void __wasm_call_ctors(void);
extern void __wasm_call_dtors(void);
extern int __original_main(void);

__attribute__((export_name("_start"))) void _start(void)
{
    __wasm_call_ctors();
    int status = __original_main();
    if (status != 0)
        exit(status);
    __wasm_call_dtors();
}
