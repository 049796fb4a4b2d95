using System.Text;
using MpiWasm.Fortran.Adaptation;
using MpiWasm.Fortran.Interfaces;
using Xunit;

namespace MpiWasm.Fortran.Tests;

/// <summary>The edits of flang's IR, each on a few lines of it.</summary>
public sealed class AdaptationTests
{
    private const string Head = """
        target datalayout = "e-m:x-p:32:32-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:32-n8:16:32-a:0:32-S32"
        target triple = "i686-pc-windows-gnu"

        """;

    [Fact]
    public void The_target_is_the_guests_and_nothing_of_the_processor_remains()
    {
        var text = Adapt("""
            define void @f() #0 { ret void }
            attributes #0 = { "target-cpu"="pentium4" "target-features"="+sse2" "frame-pointer"="none" }
            """);
        Assert.Contains("target triple = \"wasm32-wasip1\"", text, StringComparison.Ordinal);
        Assert.Contains("p:32:32-p10:8:8", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pentium4", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sse2", text, StringComparison.Ordinal);
        Assert.Contains("frame-pointer", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_of_the_other_machines_library_have_their_usual_names()
    {
        var text = Adapt("""
            declare float @_hypotf(float, float)
            declare double @_copysign(double, double)
            declare double @copysign(double, double)
            define float @f(float %x, double %y) {
              %a = call float @_hypotf(float %x, float %x)
              %b = call double @_copysign(double %y, double %y)
              %c = call double @copysign(double %y, double %b)
              ret float %a
            }
            """);
        Assert.Contains("call float @hypotf(float %x, float %x)", text, StringComparison.Ordinal);
        Assert.Contains("%b = call double @copysign(double %y, double %y)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@_", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rounding_to_64_bits_is_not_done_by_a_function_that_gives_a_long()
    {
        var text = Adapt("""
            declare i64 @llvm.lround.i64.f32(float)
            declare i64 @llvm.lrint.i64.f64(double)
            declare i32 @llvm.lround.i32.f32(float)
            define i64 @f(float %x, double %y) {
              %a = call i64 @llvm.lround.i64.f32(float %x)
              %b = call i64 @llvm.lrint.i64.f64(double %y)
              %c = call i32 @llvm.lround.i32.f32(float %x)
              ret i64 %a
            }
            """);
        Assert.Contains("%a = call i64 @llvm.llround.i64.f32(float %x)", text, StringComparison.Ordinal);
        Assert.Contains("%b = call i64 @llvm.llrint.i64.f64(double %y)", text, StringComparison.Ordinal);
        Assert.Contains("%c = call i32 @llvm.lround.i32.f32(float %x)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_main_program_gets_arguments_and_no_environment()
    {
        var text = Adapt("define i32 @main(i32 %0, ptr %1, ptr %2) { ret i32 0 }");
        Assert.Contains("define i32 @__main_argc_argv(i32 %0, ptr %1)", text, StringComparison.Ordinal);
        Assert.Contains("call i32 @fortran_main(i32 %0, ptr %1, ptr null)", text, StringComparison.Ordinal);
        Assert.Contains("define internal i32 @fortran_main", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_common_block_is_named_and_its_size_is_said()
    {
        var text = Adapt("""
            @blk_ = common global [40 x i8] zeroinitializer, align 8
            define ptr @f() { ret ptr @blk_ }
            """);
        Assert.Contains("@blk_ = external global [40 x i8]", text, StringComparison.Ordinal);
        Assert.Contains("!\"mpiwasm.common\", !\"blk_ 40 16\\0A\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_simd_promises_of_memory_is_not_passed_on_but_the_wish_for_vectors_is()
    {
        var text = Adapt("""
            define void @f(ptr %sum) {
            entry:
              br label %loop
            loop:
              %i = phi i32 [ 0, %entry ], [ %next, %loop ]
              %old = load double, ptr %sum, align 8, !llvm.access.group !0
              %new = fadd double %old, 1.0
              store double %new, ptr %sum, align 8, !llvm.access.group !0
              %next = add i32 %i, 1
              %more = icmp ult i32 %next, 9
              br i1 %more, label %loop, label %end, !llvm.loop !1
            end:
              ret void
            }
            !0 = distinct !{}
            !1 = distinct !{!1, !2, !3}
            !2 = !{!"llvm.loop.parallel_accesses", !0}
            !3 = !{!"llvm.loop.vectorize.enable", i1 true}
            """);
        Assert.DoesNotContain("!llvm.access.group", text, StringComparison.Ordinal);
        Assert.Contains("llvm.loop.vectorize.enable", text, StringComparison.Ordinal);
    }

    private static string Reduction(string part, string access) => $$"""
        declare i32 @__kmpc_reduce(ptr, i32, i32, i32, ptr, ptr, ptr)
        define void @f() {
          %part = alloca {{part}}
          %array = alloca [1 x ptr]
          %old = load {{access}}, ptr %part
          %first = getelementptr inbounds [1 x ptr], ptr %array, i64 0, i64 0
          store ptr %part, ptr %first
          %way = call i32 @__kmpc_reduce(ptr null, i32 0, i32 1, i32 4, ptr %array, ptr null, ptr null)
          ret void
        }
        """;

    [Theory]
    [InlineData("i8", "i32")]
    [InlineData("i64", "i8")]
    public void Reductions_of_LOGICALs_that_got_another_kind_are_refused(string part, string access) =>
        Assert.Contains(
            "LOGICAL", Assert.Throws<FortranException>(() => Adapt(Reduction(part, access))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("i32", "i32")]
    [InlineData("double", "double")]
    [InlineData("{ float, float }", "float")]
    public void Other_reductions_are_not(string part, string access) => Adapt(Reduction(part, access));

    [Fact]
    public void Calls_of_a_procedure_elsewhere_may_differ_by_the_lengths_of_CHARACTER()
    {
        var text = Adapt("""
            declare void @any_(ptr)
            define void @f(ptr %0) {
              call void @any_(ptr %0)
              call void @any_(ptr %0, i32 4)
              ret void
            }
            """);
        Assert.Contains("call void @any_(ptr %0)", text, StringComparison.Ordinal);
        Assert.Contains("call void @any_(ptr %0, i32 4)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_of_OpenMP_has_a_result()
    {
        var text = Adapt("""
            declare ptr @__kmpc_omp_task_alloc(ptr, i32, i32, i32, i32, ptr)
            define internal void @part(i32 %0, ptr %1) { ret void }
            define ptr @f() {
              %1 = call ptr @__kmpc_omp_task_alloc(ptr null, i32 0, i32 1, i64 40, i64 8, ptr @part)
              ret ptr %1
            }
            """, "__kmpc_omp_task_alloc i32,i32,i32,i32,i32,i32 i32");
        Assert.Contains("i64 8, ptr @part.task)", text, StringComparison.Ordinal);
        Assert.Contains("define internal i32 @part.task(i32 %0, ptr %1)", text, StringComparison.Ordinal);
        Assert.Contains("call void @part(i32 %0, ptr %1)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_with_variable_arguments_is_the_librarys()
    {
        var text = Adapt("""
            @0 = private constant [1 x i8] zeroinitializer
            @1 = private constant [1 x i8] zeroinitializer
            declare void @__kmpc_fork_call(ptr, i32, ptr, ...)
            define internal void @region(ptr %0, ptr %1, ptr %2) { ret void }
            define void @f(ptr %0) {
              call void (ptr, i32, ptr, ...) @__kmpc_fork_call(ptr @0, i32 1, ptr @region, ptr %0)
              ret void
            }
            """, "__kmpc_fork_call i32,i32,i32,i32 -");
        Assert.Contains("call void (ptr, i32, ptr, ...) @__kmpc_fork_call(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_of_64_bits_becomes_one_of_32()
    {
        var text = Adapt("""
            declare i1 @_FortranAioOutputAscii(ptr, ptr, i64)
            define i1 @f(ptr %0, ptr %1) { %3 = call i1 @_FortranAioOutputAscii(ptr %0, ptr %1, i64 5) ret i1 %3 }
            """, "_FortranAioOutputAscii i32,i32,i32 i32");
        Assert.Contains("call i1 @_FortranAioOutputAscii.adapted(ptr %0, ptr %1, i64 5)", text, StringComparison.Ordinal);
        Assert.Contains("trunc i64 %2 to i32", text, StringComparison.Ordinal);
        Assert.Contains("declare i32 @_FortranAioOutputAscii(ptr, ptr, i32)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_beyond_memory_is_one_for_the_allocator_too()
    {
        var text = Adapt("""
            declare ptr @malloc(i64)
            define ptr @f(i64 %0) { %2 = call ptr @malloc(i64 %0) ret ptr %2 }
            """, "malloc i32 i32");
        Assert.Contains("icmp ult i64 %0, 4294967295", text, StringComparison.Ordinal);
        Assert.Contains("select i1", text, StringComparison.Ordinal);
        Assert.Contains("declare ptr @malloc(i32)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_complex_number_that_comes_back_in_memory_is_taken_from_there()
    {
        var text = Adapt("""
            declare i64 @cexpf(ptr byval({ float, float }) align 4)
            define i64 @f(ptr %0) { %2 = call i64 @cexpf(ptr %0) ret i64 %2 }
            """, "cexpf i32,i32 -");
        Assert.Contains("declare void @cexpf(ptr, ptr)", text, StringComparison.Ordinal);
        Assert.Contains("load i64", text, StringComparison.Ordinal);
        Assert.Contains("call i64 @cexpf.adapted(ptr byval({ float, float }) align 4 %0)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void How_an_argument_is_passed_is_said_at_the_call_too()
    {
        var text = Adapt("""
            declare void @g(ptr byval({ double, double }) align 8)
            define void @f(ptr %0) { call void @g(ptr %0) ret void }
            """);
        Assert.Contains("call void @g(ptr byval({ double, double }) align 8 %0)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_length_of_a_CHARACTER_that_the_procedure_does_not_take_is_left_out()
    {
        var text = Adapt("""
            declare void @mpi_send_(ptr, ptr, i32)
            define void @f(ptr %0, ptr %1) {
                call void @mpi_send_(ptr %0, ptr %1, i32 12)
                call void (ptr, ptr) @mpi_send_(ptr %0, ptr %1)
                ret void
            }
            """, "mpi_send_ i32,i32 -");
        Assert.Contains("call void @mpi_send_.adapted(ptr %0, ptr %1, i32 12)", text, StringComparison.Ordinal);
        Assert.Contains("call void @mpi_send_(ptr %0, ptr %1)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("declare void @mpi_send_(ptr)\ndefine void @f(ptr %0) { call void @mpi_send_(ptr %0) ret void }")]
    [InlineData("declare void @mpi_send_(ptr, double)\ndefine void @f(ptr %0) { call void @mpi_send_(ptr %0, double 0.0) ret void }")]
    [InlineData("declare void @mpi_send_(ptr, ptr, ptr)\ndefine void @f(ptr %0) { call void @mpi_send_(ptr %0, ptr %0, ptr %0) ret void }")]
    public void A_call_with_other_arguments_is_refused(string ir)
    {
        var error = Assert.Throws<FortranException>(() => Adapt(ir, "mpi_send_ i32,i32 -"));
        Assert.Equal(FortranException.Refused, error.Code);
        Assert.Contains("mpi_send_", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_of_a_procedure_of_the_same_file_with_other_arguments_is_refused() => Assert.Contains(
        "q_ is called as (i32) -> (), and it is (i32, i32) -> ()",
        Assert.Throws<FortranException>(() => Adapt(
            "define void @q_(ptr %0, ptr %1) { ret void }\ndefine void @f(ptr %0) { call void (ptr) @q_(ptr %0) ret void }")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_procedure_that_is_only_passed_on_is_the_librarys()
    {
        var text = Adapt("""
            declare void @mpi_comm_dup_fn_()
            declare void @g(ptr)
            define void @f() { call void @g(ptr @mpi_comm_dup_fn_) ret void }
            """, "mpi_comm_dup_fn_ i32,i32 -");
        Assert.Contains("call void @g(ptr @mpi_comm_dup_fn_)", text, StringComparison.Ordinal);
        Assert.Contains("declare void @mpi_comm_dup_fn_(i32, i32)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("define void @f(x86_fp80 %0) { ret void }")]
    [InlineData("define void @f() { %1 = alloca x86_fp80 ret void }")]
    [InlineData("define void @f(ptr %0) { %2 = load x86_fp80, ptr %0 store x86_fp80 %2, ptr %0 ret void }")]
    [InlineData("@x = global [2 x x86_fp80] zeroinitializer")]
    public void REAL10_is_refused(string ir)
    {
        var error = Assert.Throws<FortranException>(() => Adapt(ir));
        Assert.Contains("REAL(10)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_that_is_written_at_run_time_is_refused() => Assert.Contains(
        "internal procedure",
        Assert.Throws<FortranException>(() => Adapt("""
            declare void @llvm.init.trampoline(ptr, ptr, ptr)
            define void @f(ptr %0, ptr %1) { call void @llvm.init.trampoline(ptr %0, ptr @f, ptr %1) ret void }
            """)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_refusal_names_file_and_line()
    {
        var error = Assert.Throws<FortranException>(() => Adapt("""
            define void @f(ptr %0) !dbg !3 { %2 = load x86_fp80, ptr %0, !dbg !6 ret void }
            !llvm.module.flags = !{!0}
            !llvm.dbg.cu = !{!1}
            !0 = !{i32 2, !"Debug Info Version", i32 3}
            !1 = distinct !DICompileUnit(language: DW_LANG_Fortran95, file: !2, emissionKind: LineTablesOnly)
            !2 = !DIFile(filename: "model.f90", directory: "/src")
            !3 = distinct !DISubprogram(name: "f", file: !2, line: 3, type: !4, unit: !1, spFlags: DISPFlagDefinition)
            !4 = !DISubroutineType(types: !5)
            !5 = !{}
            !6 = !DILocation(line: 7, column: 1, scope: !3)
            """));
        Assert.StartsWith("model.f90:7: REAL(10)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_of_types_are_numbers()
    {
        var text = Adapt("""
            %t = type { i8, double, ptr }
            @size = global { i64, ptr } { i64 ptrtoint (ptr getelementptr (%t, ptr null, i32 3) to i64), ptr null }
            """);
        Assert.Contains("{ i64 72, ptr null }", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Components_behind_a_procedure_pointer_are_where_LLVM_has_them()
    {
        var text = Adapt("""
            %_QMmTt = type { ptr, i32, double, i32 }
            %d = type { ptr, ptr, i64 }
            %c = type { ptr, i8, i8, i8, i8, [4 x i8], i64 }
            %p = type { ptr, i64, i32 }
            @_QMmE.dt.t = constant %d { ptr null, ptr null, i64 32 }
            @_QMmE.c.t = constant [3 x %c] [%c { ptr null, i8 1, i8 0, i8 4, i8 0, [4 x i8] undef, i64 8 },
                %c { ptr null, i8 1, i8 1, i8 8, i8 0, [4 x i8] undef, i64 16 },
                %c { ptr null, i8 1, i8 0, i8 4, i8 0, [4 x i8] undef, i64 24 }]
            @_QMmE.p.t = constant [1 x %p] [%p zeroinitializer]
            @x = global %_QMmTt zeroinitializer
            """);
        Assert.Contains("%d { ptr null, ptr null, i64 24 }", text, StringComparison.Ordinal);
        Assert.Contains("i64 4 }, %c", text, StringComparison.Ordinal);
        Assert.Contains("i64 8 }, %c", text, StringComparison.Ordinal);
        Assert.Contains("i64 16 }]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_description_of_the_library_is_refused() =>
        Assert.Equal(FortranException.NoLibrary, Assert.Throws<FortranException>(() => LibraryInterface.Parse("name i32 i31")).Code);

    private static string Adapt(string ir, string library = "")
    {
        using var module = FortranAdapter.Adapt(Encoding.UTF8.GetBytes(Head + ir), "wasm32-wasip1", LibraryInterface.Parse(library));
        return module.Text();
    }
}
