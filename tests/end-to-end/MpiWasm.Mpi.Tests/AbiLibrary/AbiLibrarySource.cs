using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.Hosts.Mpich;

namespace MpiWasm.Mpi.Tests.AbiLibrary;

/// <summary>
/// Writes the C source of a test library that has the standard ABI and forwards to MPICH: what our adapter for such libraries is tested
/// with, since none can be installed here.
/// </summary>
internal static class AbiLibrarySource
{
    private static readonly ParameterKind[] HandleKinds =
    [
        ParameterKind.Comm, ParameterKind.Group, ParameterKind.Datatype, ParameterKind.Op, ParameterKind.Request, ParameterKind.Info,
        ParameterKind.Errhandler, ParameterKind.Win,
        ParameterKind.Message, ParameterKind.Session,
    ];

    /// <summary>The constants that a kind of integer may have.</summary>
    private static readonly Dictionary<ParameterKind, string[]> Numbers = new()
    {
        [ParameterKind.Rank] = ["MPI_ANY_SOURCE", "MPI_PROC_NULL", "MPI_UNDEFINED"],
        [ParameterKind.Root] = ["MPI_ROOT", "MPI_PROC_NULL"],
        [ParameterKind.Tag] = ["MPI_ANY_TAG"],
        [ParameterKind.ThreadLevel] = ["MPI_THREAD_"],
        [ParameterKind.Comparison] = ["MPI_IDENT", "MPI_CONGRUENT", "MPI_SIMILAR", "MPI_UNEQUAL"],
        [ParameterKind.Topology] = ["MPI_CART", "MPI_GRAPH", "MPI_DIST_GRAPH"],
        [ParameterKind.Order] = ["MPI_ORDER_"],
        [ParameterKind.SplitType] = ["MPI_COMM_TYPE_"],
        [ParameterKind.LockType] = ["MPI_LOCK_"],
        [ParameterKind.Whence] = ["MPI_SEEK_"],
        [ParameterKind.Combiner] = ["MPI_COMBINER_"],
        [ParameterKind.Typeclass] = ["MPI_TYPECLASS_"],
        [ParameterKind.Distribution] = ["MPI_DISTRIBUTE_"],
        [ParameterKind.DistributionArgument] = ["MPI_DISTRIBUTE_DFLT_DARG"],
        [ParameterKind.ErrorClass] = ["MPI_SUCCESS", "MPI_ERR_"],
        [ParameterKind.Keyval] = [
            "MPI_KEYVAL_INVALID", "MPI_TAG_UB", "MPI_IO", "MPI_HOST", "MPI_WTIME_IS_GLOBAL", "MPI_APPNUM", "MPI_LASTUSEDCODE",
            "MPI_UNIVERSE_SIZE", "MPI_WIN_"],
        [ParameterKind.Amode] = [
            "MPI_MODE_APPEND", "MPI_MODE_CREATE", "MPI_MODE_DELETE_ON_CLOSE", "MPI_MODE_EXCL", "MPI_MODE_RDONLY", "MPI_MODE_RDWR",
            "MPI_MODE_SEQUENTIAL", "MPI_MODE_UNIQUE_OPEN", "MPI_MODE_WRONLY"],
        [ParameterKind.Assert] = ["MPI_MODE_NO"],
    };

    private static HostFamily Host => MpichFamily.Description;

    public static string Write(string prelude)
    {
        var text = new StringBuilder(prelude);
        WriteTables(text);
        foreach (var procedure in MpiApi.Standard.Procedures.Where(IsForwarded))
            WriteProcedure(text, procedure);
        return text.ToString();
    }

    /// <summary>MPI_T has handles and numbers of its own, which the library would have to know.</summary>
    private static bool IsForwarded(Procedure p) =>
        p.Service != ProcedureService.Guest && !p.Name.StartsWith("MPI_T_", StringComparison.Ordinal)
        && p.Name is not ("MPI_Abi_get_version" or "MPI_Error_class" or "MPI_Error_string")
        && !p.Parameters.Any(q => q.Kind is ParameterKind.Varargs or ParameterKind.Logical);

    private static void WriteTables(StringBuilder text)
    {
        foreach (var kind in HandleKinds)
        {
            var type = $"MPI_{kind}";
            var rows = MpiApi.Standard.Constants.Where(c => c.Type == type && Host.Handles.ContainsKey(c.Name))
                .Select(c => string.Create(CultureInfo.InvariantCulture, $"{{{c.Value}, 0x{Host.Handles[c.Name]:x}u}}"));
            text.Append(CultureInfo.InvariantCulture, $"static const Pair {kind}[] = {{{string.Join(", ", rows)}, {{0, 0}}}};\n");
        }

        foreach (var (kind, names) in Numbers)
        {
            var rows = MpiApi.Standard.Constants.Where(c => c.Type == "int"
                && Array.Exists(names, n => n == c.Name || (n.EndsWith('_') || n.EndsWith("_NO", StringComparison.Ordinal))
                && c.Name.StartsWith(n, StringComparison.Ordinal)))
                .Where(c => Value(c.Name) is not null)
                .Select(c => string.Create(CultureInfo.InvariantCulture, $"{{{c.Value}, {Value(c.Name)}}}")).ToArray();
            text.Append(CultureInfo.InvariantCulture,
                $"static const Number {kind}Numbers[] = {{{string.Join(", ", rows)}}};\nenum {{ {kind}Count = {rows.Length} }};\n");
        }

        text.Append("""
            static int code(int host)
            {
                static int (*class_of)(int, int *);
                int class;
                if (host == 0)
                    return 0;
                if (class_of == NULL)
                    class_of = mpich("MPI_Error_class");
                return class_of(host, &class) == 0 ? number_to_abi(ErrorClassNumbers, ErrorClassCount, class) : 17;
            }

            int MPI_Abi_get_version(int *major, int *minor) { *major = 1; *minor = 0; return 0; }
            int MPI_Error_class(int errorcode, int *errorclass) { *errorclass = errorcode; return 0; }
            int MPI_Error_string(int errorcode, char *string, int *resultlen)
            {
                int (*f)(int, char *, int *) = mpich("MPI_Error_string");
                return code(f(number_to_host(ErrorClassNumbers, ErrorClassCount, errorcode), string, resultlen));
            }

            static void status_in(const AbiStatus *a, HostStatus *h)
            {
                h->source = number_to_host(RankNumbers, RankCount, a->source);
                h->tag = number_to_host(TagNumbers, TagCount, a->tag);
                h->error = number_to_host(ErrorClassNumbers, ErrorClassCount, a->error);
                h->count_lo = a->internal[0];
                h->count_hi = a->internal[1];
            }

            static void status_out(const HostStatus *h, AbiStatus *a)
            {
                a->source = number_to_abi(RankNumbers, RankCount, h->source);
                a->tag = number_to_abi(TagNumbers, TagCount, h->tag);
                a->error = code(h->error);
                a->internal[0] = h->count_lo;
                a->internal[1] = h->count_hi;
            }

            static int ask(const char *name, unsigned comm)
            {
                int (*f)(unsigned, int *) = mpich(name), value = 0;
                f(comm, &value);
                return value;
            }

            static int group_size(unsigned comm) { return ask(ask("MPI_Comm_test_inter", comm) ? "MPI_Comm_remote_size" : "MPI_Comm_size", comm); }

            static int degree(unsigned comm, int out)
            {
                int topology = ask("MPI_Topo_test", comm), in_degree = 0, out_degree = 0, weighted = 0, rank = ask("MPI_Comm_rank", comm);
                if (topology == 2)
                    return 2 * ask("MPI_Cartdim_get", comm);
                if (topology == 1) {
                    int (*f)(unsigned, int, int *) = mpich("MPI_Graph_neighbors_count");
                    f(comm, rank, &in_degree);
                    return in_degree;
                }
                int (*f)(unsigned, int *, int *, int *) = mpich("MPI_Dist_graph_neighbors_count");
                f(comm, &in_degree, &out_degree, &weighted);
                return out ? out_degree : in_degree;
            }

            /* Functions of the user's get handles of the ABI. A few dozen are enough for tests. */
            enum { THUNKS = 48 };
            static void (*operations[THUNKS])(void *, void *, void *, H *);
            static int operation_count;
            #define THUNK(n) static void operation_##n(void *in, void *inout, void *length, unsigned *type) { H t = to_abi(Datatype, *type); operations[n](in, inout, length, &t); }
            #define EIGHT(M, d) M(d##0) M(d##1) M(d##2) M(d##3) M(d##4) M(d##5) M(d##6) M(d##7)
            EIGHT(THUNK, 0) EIGHT(THUNK, 1) EIGHT(THUNK, 2) EIGHT(THUNK, 3) EIGHT(THUNK, 4) EIGHT(THUNK, 5)
            #define NAME(n) operation_##n,
            static void *thunks[THUNKS] = { EIGHT(NAME, 0) EIGHT(NAME, 1) EIGHT(NAME, 2) EIGHT(NAME, 3) EIGHT(NAME, 4) EIGHT(NAME, 5) };
            static void *operation(void *f)
            {
                if (operation_count == THUNKS) {
                    fputs("libmpi_abi for tests: too many operations\n", stderr);
                    exit(1);
                }
                operations[operation_count] = f;
                return thunks[operation_count++];
            }

            typedef struct { int (*query)(void *, AbiStatus *), (*free)(void *), (*cancel)(void *, int); void *state; } Generalized;
            static int grequest_query(void *state, HostStatus *status)
            {
                Generalized *g = state;
                AbiStatus a;
                memset(&a, 0, sizeof a);
                status_out(status, &a);
                int result = g->query(g->state, &a);
                status_in(&a, status);
                return result;
            }
            static int grequest_free(void *state) { Generalized *g = state; int result = g->free(g->state); free(g); return result; }
            static int grequest_cancel(void *state, int complete) { Generalized *g = state; return g->cancel(g->state, complete); }

            """).Append('\n');
    }

    private static int? Value(string name) => name switch
    {
        "MPI_ANY_SOURCE" => Host.Abi.AnySource,
        "MPI_ANY_TAG" => Host.Abi.AnyTag,
        "MPI_PROC_NULL" => Host.Abi.ProcNull,
        "MPI_ROOT" => Host.Abi.Root,
        "MPI_UNDEFINED" => Host.Abi.Undefined,
        _ => Host.Constants.TryGetValue(name, out var value) ? value : null,
    };

    private static void WriteProcedure(StringBuilder text, Procedure procedure)
    {
        var result = procedure.ReturnsDouble ? "double" : "int";
        var parameters = string.Join(", ", procedure.Parameters.Select(p => $"{CType(p)} {p.Name}_"));
        var before = new StringBuilder();
        var after = new StringBuilder();
        var arguments = procedure.Parameters.Select(p => Translate(procedure, p, before, after)).ToArray();
        var types = string.Join(", ", procedure.Parameters.Select(p => HostType(p)));
        text.Append(CultureInfo.InvariantCulture,
            $"{result} {procedure.Name}({(parameters.Length == 0 ? "void" : parameters)})\n{{\n"
            + $"    static {result} (*f)({(types.Length == 0 ? "void" : types)});\n");
        text.Append(CultureInfo.InvariantCulture,
            $"    if (f == NULL && (f = mpich(\"{procedure.Name}\")) == NULL)\n        return {(procedure.ReturnsDouble ? "0" : "55")};\n");
        text.Append(before);
        var call = $"f({string.Join(", ", arguments)})";
        text.Append(procedure.ReturnsDouble ? $"    return {call};\n}}\n" : $"    int r = code({call});\n{after}    return r;\n}}\n");
    }

    private static bool IsHandle(Parameter p) => Array.IndexOf(HandleKinds, p.Kind) >= 0;

    private static string Integer(Parameter p) => p.Type == IntegerType.Int ? "int" : "long";

    private static string CType(Parameter p) => p.IsAddress || p.Kind is ParameterKind.Function or ParameterKind.State
        or ParameterKind.Attribute or ParameterKind.Pointer || (p.IsHandle && !IsHandle(p)) ? "void *"
        : IsHandle(p) ? "H" : Integer(p);

    private static string HostType(Parameter p) => IsHandle(p) && !p.IsAddress ? "unsigned" : CType(p);

    /// <summary>What MPICH gets for an argument; what must happen before and after is appended.</summary>
    private static string Translate(Procedure procedure, Parameter p, StringBuilder before, StringBuilder after)
    {
        var name = p.Name + "_";
        if (p.Kind is ParameterKind.Argc or ParameterKind.Argv)
            return "NULL";
        if (p.Kind == ParameterKind.Function)
            return Function(procedure, p, before);
        if (p.Kind == ParameterKind.State && procedure.Name == "MPI_Grequest_start")
            return "g";
        if (p.Kind == ParameterKind.Status)
            return Status(procedure, p, before, after);
        if (p.Kind == ParameterKind.Buffer)
            return p.Sentinel == Sentinel.InPlace ? $"({name} == (void *)1 ? (void *)-1 : {name})" : name;
        if (p.Kind == ParameterKind.Weight && p.IsArray)
            return Weights(p);
        if (IsHandle(p))
            return Handle(procedure, p, before, after);
        if (!Numbers.ContainsKey(p.Kind) || p.Type != IntegerType.Int)
            return name;
        return Number(procedure, p, before, after);
    }

    private static string Function(Procedure procedure, Parameter p, StringBuilder before)
    {
        var name = p.Name + "_";
        if (procedure.BaseName == "MPI_Op_create")
            return $"operation({name})";
        if (procedure.Name != "MPI_Grequest_start")
            return name;
        if (p.Index == 0)
            before.Append(
                "    Generalized *g = malloc(sizeof *g);\n    *g = (Generalized){query_fn_, free_fn_, cancel_fn_, extra_state_};\n");
        return p.Name switch { "query_fn" => "grequest_query", "free_fn" => "grequest_free", _ => "grequest_cancel" };
    }

    private static string Weights(Parameter p)
    {
        static string Address(string name) => Host.Addresses.TryGetValue(name, out var value)
            ? $"(void *){value}"
            : $"*(void **)mpich(\"{name}\")";
        var name = p.Name + "_";
        return $"({name} == (void *)10 ? {Address("MPI_UNWEIGHTED")} : {name} == (void *)11 ? {Address("MPI_WEIGHTS_EMPTY")} : {name})";
    }

    private static string Status(Procedure procedure, Parameter p, StringBuilder before, StringBuilder after)
    {
        var (name, copy, n) = (p.Name + "_", p.Name + "_h", Length(procedure, p));
        before.Append(CultureInfo.InvariantCulture,
            $"    HostStatus *{copy} = {name} == NULL ? (void *)1 : calloc({n} + 1, sizeof(HostStatus));\n");
        before.Append(CultureInfo.InvariantCulture,
            $"    if ({name} != NULL)\n        for (int i = 0; i < {n}; i++)\n"
            + $"            status_in((AbiStatus *){name} + i, {copy} + i);\n");
        if (p.Direction != ParameterDirection.In)
            after.Append(CultureInfo.InvariantCulture,
                $"    if ({name} != NULL)\n        for (int i = 0; i < {n}; i++)\n"
                + $"            status_out({copy} + i, (AbiStatus *){name} + i);\n");
        after.Append(CultureInfo.InvariantCulture, $"    if ({name} != NULL)\n        free({copy});\n");
        return copy;
    }

    private static string Handle(Procedure procedure, Parameter p, StringBuilder before, StringBuilder after)
    {
        var (name, copy) = (p.Name + "_", p.Name + "_h");
        if (!p.IsAddress)
            return $"to_host({p.Kind}, {name})";
        if (p.IsArray && p.AtRoot)
            return name;
        var n = Length(procedure, p);
        before.Append(CultureInfo.InvariantCulture, $"    unsigned *{copy} = calloc({n} + 1, sizeof(unsigned));\n");
        if (p.Direction != ParameterDirection.Out)
        {
            // Where it may be MPI_IN_PLACE, the array means nothing, and may be anything.
            var guard = p.UnlessInPlace ? "if (sendbuf_ != (void *)1)\n        " : "";
            before.Append(CultureInfo.InvariantCulture,
                $"    {guard}for (int i = 0; i < {n}; i++)\n        {copy}[i] = to_host({p.Kind}, ((H *){name})[i]);\n");
        }

        if (p.Direction != ParameterDirection.In)
        {
            var guard = p.Direction == ParameterDirection.Out ? "if (r == 0)\n        " : "";
            after.Append(CultureInfo.InvariantCulture,
                $"    {guard}for (int i = 0; i < {n}; i++)\n        ((H *){name})[i] = to_abi({p.Kind}, {copy}[i]);\n");
        }

        // What a nonblocking operation reads until it completes is not given back.
        if (!procedure.Parameters.Any(q => q is { Kind: ParameterKind.Request, Direction: ParameterDirection.Out })
            || p.Kind == ParameterKind.Request)
            after.Append(CultureInfo.InvariantCulture, $"    free({copy});\n");
        return copy;
    }

    private static string Number(Procedure procedure, Parameter p, StringBuilder before, StringBuilder after)
    {
        var (name, copy) = (p.Name + "_", p.Name + "_h");
        var isBits = p.Kind is ParameterKind.Amode or ParameterKind.Assert;
        string ToHost(string value) => isBits
            ? $"bits({p.Kind}Numbers, {p.Kind}Count, {value}, 0)"
            : $"number_to_host({p.Kind}Numbers, {p.Kind}Count, {value})";
        string ToAbi(string value) => isBits
            ? $"bits({p.Kind}Numbers, {p.Kind}Count, {value}, 1)"
            : $"number_to_abi({p.Kind}Numbers, {p.Kind}Count, {value})";
        if (!p.IsAddress)
            return ToHost(name);
        if (p.IsArray && p.Direction == ParameterDirection.In)
        {
            if (p.Length.Kind is not (LengthKind.Parameter or LengthKind.Group))
                return name;
            before.Append(CultureInfo.InvariantCulture,
                $"    int *{copy} = calloc({Length(procedure, p)} + 1, sizeof(int));\n"
                + $"    for (int i = 0; i < {Length(procedure, p)}; i++)\n        {copy}[i] = {ToHost($"((int *){name})[i]")};\n");
            after.Append(CultureInfo.InvariantCulture, $"    free({copy});\n");
            return copy;
        }

        after.Append(CultureInfo.InvariantCulture,
            $"    if (r == 0)\n        for (int i = 0; i < {Length(procedure, p)}; i++)\n"
            + $"            ((int *){name})[i] = {ToAbi($"((int *){name})[i]")};\n");
        return name;
    }

    private static string Length(Procedure procedure, Parameter p)
    {
        var comm = procedure.Communicator is { } c ? $"to_host(Comm, {c.Name}_)" : "0";
        return p.Length.Kind switch
        {
            LengthKind.None => "1",
            LengthKind.Parameter => $"(int){procedure.Parameters[p.Length.Parameter].Name}_",
            LengthKind.Constant => $"{p.Length.Constant}",
            LengthKind.Group => $"group_size({comm})",
            LengthKind.Sources => $"degree({comm}, 0)",
            LengthKind.Destinations => $"degree({comm}, 1)",
            _ => "0",
        };
    }
}
