using MpiWasm.Compiler;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>What clang makes of C++ exceptions and of setjmp, in the legacy and in the standard form of the instructions.</summary>
public sealed class CompiledExceptionTests
{
    private const string Tags = """
        	.tagtype __cpp_exception i32
        	.tagtype __c_longjmp i32
        	.globl __cpp_exception
        	.globl __c_longjmp
        __cpp_exception:
        __c_longjmp:
        """;

    // As much of a C++ run-time library as "catch (...)" and destructors need.
    private const string Program = """
        extern "C" {
        static char pool[64]; struct { unsigned lpad; const void *lsda; unsigned selector; } __wasm_lpad_context;
        int _Unwind_CallPersonality(void *) { __wasm_lpad_context.selector = 1; return 0; }
        void *__cxa_allocate_exception(unsigned) { return pool; }
        void __cxa_throw(void *object, void *, void (*)(void *)) { __builtin_wasm_throw(0, object); }
        void *__cxa_begin_catch(void *object) { return object; }
        void __cxa_end_catch() {}
        void __cxa_rethrow() { __builtin_wasm_throw(0, pool); }
        void _ZSt9terminatev() { __builtin_trap(); }
        int alive, log_;
        }
        struct Guard { int n; Guard(int n) : n(n) { alive++; } ~Guard() { alive--; log_ = log_ * 10 + n; } };
        __attribute__((noinline)) int risky(int x) { Guard g(1); if (x > 3) throw x; return x; }
        __attribute__((noinline)) int middle(int x) { Guard g(2); int r = risky(x); log_++; return r; }
        extern "C" __attribute__((visibility("default"), used)) int run(int x) {
          int result = 0;
          log_ = 0;
          try { Guard g(3); result = middle(x); } catch (...) { result = -*(int *)pool; }
          return result * 10000 + log_ * 10 + alive;
        }
        extern "C" __attribute__((visibility("default"), used)) int twice(int x) {
          try { try { middle(x); } catch (...) { throw; } } catch (...) { return 7; }
          return 8;
        }
        extern "C" __attribute__((visibility("default"), used)) int many(int n) {
          int sum = 0;
          for (int i = 0; i < n; i++) { try { sum += middle(i & 7); } catch (...) { sum += 100; } }
          return sum;
        }
        """;

    [Theory]
    [InlineData("-mllvm", "-wasm-use-legacy-eh=true")]
    [InlineData("-mllvm", "-wasm-use-legacy-eh=false")]
    public void CppDestructorsRunAndHandlersCatch(params string[] form)
    {
        var module = GuestBuilder.FromSources(
            [("tags.s", Tags), ("program.cpp", Program)], ["-fwasm-exceptions", "-fexceptions", "-std=c++20", .. form]);
        foreach (var level in new[] { 0, 3 })
        {
            var instance = GuestBuilder.Instantiate(module, options: new CompileOptions { OptimizationLevel = level });
            // 2: destructors 1 (risky), then log + 1, then 2 and 3: ((1 + 1) * 10 + 2) * 10 + 3
            Assert.Equal((2 * 10000) + 2230, instance.Invoke("run", 2)[0].I32);
            // 5: 1, 2, 3 while unwinding
            Assert.Equal((-5 * 10000) + 1230, instance.Invoke("run", 5)[0].I32);
            Assert.Equal([8, 7], new[] { 0, 4 }.Select(x => instance.Invoke("twice", x)[0].I32));
            // each eight: 0 + 1 + 2 + 3 and four exceptions
            Assert.Equal(1000 * 406, instance.Invoke("many", 8000)[0].I32);
        }
    }

    // The functions the compiler calls for setjmp and longjmp (tool conventions of WebAssembly, "setjmp/longjmp").
    private const string Jumps = """
        typedef struct { void *invocation; unsigned label; struct { void *env; int value; } argument; } jump[1];
        void __wasm_setjmp(void *env, unsigned label, void *invocation) { (*(jump *)env)->invocation = invocation; (*(jump *)env)->label = label; }
        unsigned __wasm_setjmp_test(void *env, void *invocation) { return (*(jump *)env)->label && (*(jump *)env)->invocation == invocation ? (*(jump *)env)->label : 0; }
        void __wasm_longjmp(void *env, int value) {
          (*(jump *)env)->argument.env = env; (*(jump *)env)->argument.value = value ? value : 1;
          __builtin_wasm_throw(1, &(*(jump *)env)->argument);
        }
        """;

    private const string Jumper = """
        typedef struct { void *invocation; unsigned label; struct { void *env; int value; } argument; } jump[1];
        int setjmp(jump) __attribute__((returns_twice)); _Noreturn void longjmp(jump, int);
        static jump target;
        __attribute__((noinline)) int down(int n) { if (n == 0) longjmp(target, 5); return down(n - 1) + 1; }
        __attribute__((visibility("default"))) int run(int n) {
          volatile int tries = 0;
          int code = setjmp(target);
          tries++;
          if (tries < 4) down(n);
          return code * 100 + tries;
        }
        """;

    [Theory]
    [InlineData("-mllvm", "-wasm-use-legacy-eh=true")]
    [InlineData("-mllvm", "-wasm-use-legacy-eh=false")]
    public void LongjmpComesBackToSetjmp(params string[] form)
    {
        var module = GuestBuilder.FromSources(
            [("tags.s", Tags), ("jumps.c", Jumps), ("jumper.c", Jumper)], ["-mllvm", "-wasm-enable-sjlj", .. form]);
        var instance = GuestBuilder.Instantiate(module, options: new CompileOptions());
        Assert.Equal(504, instance.Invoke("run", 100)[0].I32);
    }
}
