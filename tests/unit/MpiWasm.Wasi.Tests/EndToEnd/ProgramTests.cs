using Xunit;

namespace MpiWasm.Wasi.Tests.EndToEnd;

/// <summary>C and C++ programs do in our engine what they do in Node.</summary>
public sealed class ProgramTests(GuestPrograms programs) : IClassFixture<GuestPrograms>
{
    [RequiresFact([GuestPrograms.Clang, GuestPrograms.Libc, GuestPrograms.Node])]
    public void Arguments_environment_and_output() => Compare("print.c", "one\ntwo\nno newline", "3", "zwei Wörter", "");

    [RequiresFact([GuestPrograms.Clang, GuestPrograms.Libc, GuestPrograms.Node])]
    public void Exit_codes()
    {
        foreach (var code in new[] { "0", "1", "125" })
            Compare("print.c", "", code);
    }

    [RequiresFact([GuestPrograms.Clang, GuestPrograms.Libc, GuestPrograms.Node])]
    public void Files_and_directories() => Compare("files.c", "");

    [RequiresFact([GuestPrograms.Clang, GuestPrograms.Libc, GuestPrograms.Node])]
    public void Calls_of_posix_and_what_they_return() => Compare("posix.c", "");

    [RequiresFact([GuestPrograms.Clang, GuestPrograms.Libc, GuestPrograms.Node])]
    public void Calls_of_preview_1_with_all_combinations_of_their_flags() => Compare("preview1.c", "");

    [RequiresFact([GuestPrograms.Clang, GuestPrograms.Libc, GuestPrograms.Node])]
    public void Clocks_sleep_and_random_numbers()
    {
        var result = Compare("clocks.c", "");
        // Every line says that something is as it should be.
        Assert.All(result.Output.TrimEnd().Split('\n'), line => Assert.Matches(@"^[a-z0-9 ]+( 0| 1| 0 0| 0 1| 1 1)$", line));
    }

    [RequiresFact([GuestPrograms.ClangPlus, GuestPrograms.LibCPlus, GuestPrograms.Node])]
    public void C_plus_plus_streams_and_exit_handlers() => Compare("streams.cpp", "b a\nb c\n");

    [RequiresFact([GuestPrograms.Clang, GuestPrograms.Libc, GuestPrograms.Node])]
    public void A_program_runs_twice_in_one_process()
    {
        var first = Engine.Run(programs, "print.c", "", "5");
        Assert.Equal(first, Engine.Run(programs, "print.c", "", "5"));
        Assert.Equal(5, first.ExitCode);
    }

    private ProgramResult Compare(string source, string input, params string[] arguments)
    {
        var expected = programs.InNode(source, input, arguments);
        var actual = Engine.Run(programs, source, input, arguments);
        Assert.Equal(expected.Output, actual.Output);
        Assert.Equal(expected, actual);
        return actual;
    }
}
