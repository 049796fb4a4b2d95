using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Core.Info;

/// <summary>Info objects (MPI 5.0 §10).</summary>
internal static class InfoProcedures
{
    private static readonly int MaxKey = MpiApi.Standard.Value("MPI_MAX_INFO_KEY");
    private static readonly int MaxValue = MpiApi.Standard.Value("MPI_MAX_INFO_VAL");

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Info_create", call => New(call, 0, new InfoObject())),
        ("MPI_Info_create_env", CreateEnvironment),
        ("MPI_Info_delete", Delete),
        ("MPI_Info_dup", Duplicate),
        ("MPI_Info_free", Free),
        ("MPI_Info_get", Get),
        ("MPI_Info_get_nkeys", GetCount),
        ("MPI_Info_get_nthkey", GetKey),
        ("MPI_Info_get_string", GetString),
        ("MPI_Info_get_valuelen", GetLength),
        ("MPI_Info_set", Set),
    ];

    /// <summary>Gives the guest a new object.</summary>
    internal static unsafe void New(Call call, int argument, InfoObject content)
    {
        _ = call.OutInt(argument);
        call.WriteInt(argument, (int)call.Environment.Infos.Create(content));
    }

    private static unsafe void CreateEnvironment(Call call)
    {
        var count = call.Count(0, ErrorClasses.Arg);
        _ = call.OutInt(2);
        if (count > CommandWords.MostWords)
            throw call.Error(ErrorClasses.Arg, 0);
        var words = new CommandWords(1);
        foreach (var address in call.Ints(1, count))
            words.Add(call, (uint)address);
        var arguments = words.All.Select(Encoding.UTF8.GetString).ToArray();
        New(call, 2, InfoObject.OfCommand(arguments));
    }

    private static void Delete(Call call)
    {
        _ = Writable(call, 0);
        var key = Key(call, 1);
        if (!call.Environment.Infos.Remove(call[0], key))
            throw call.Error(ErrorClasses.InfoNoKey, 1);
    }

    private static void Duplicate(Call call)
    {
        var copy = new InfoObject();
        foreach (var (key, value) in Object(call, 0).Pairs)
            copy.Set(key, value);
        New(call, 1, copy);
    }

    private static unsafe void Free(Call call)
    {
        _ = call.HandleAt(0, out var guest);
        if (guest < Handle.PredefinedCount)
            throw new ArgumentCheckException(ErrorClasses.Info, 0, guest);
        call.Environment.Infos.Free(guest);
        call.WriteInt(0, MpiApi.Standard.Value("MPI_INFO_NULL"));
    }

    private static unsafe void Get(Call call)
    {
        var content = Object(call, 0);
        var key = Key(call, 1);
        var length = call.Count(2, ErrorClasses.Arg);
        _ = call.OutInt(4);
        var value = content.Find(key);
        // The caller has room for one more, the terminating zero.
        if (value is not null)
            call.WriteText(3, value, length == int.MaxValue ? length : length + 1);
        call.WriteInt(4, value is null ? 0 : 1);
    }

    private static void GetCount(Call call) => call.WriteInt(1, Object(call, 0).Pairs.Length);

    private static void GetKey(Call call)
    {
        var pairs = Object(call, 0).Pairs;
        var n = call.Int(1);
        if (n < 0 || n >= pairs.Length)
            throw call.Error(ErrorClasses.Arg, 1);
        call.WriteText(2, pairs[n].Key, MaxKey);
    }

    /// <summary>The length is what the value needs, with the terminating zero; it stays where there is no such key.</summary>
    private static unsafe void GetString(Call call)
    {
        var content = Object(call, 0);
        var key = Key(call, 1);
        var room = *call.OutInt(2);
        _ = call.OutInt(4);
        if (room < 0)
            throw new ArgumentCheckException(ErrorClasses.Arg, 2, (uint)room);
        var value = content.Find(key);
        if (value is not null)
        {
            call.WriteText(3, value, room);
            call.WriteInt(2, value.Length + 1);
        }

        call.WriteInt(4, value is null ? 0 : 1);
    }

    private static unsafe void GetLength(Call call)
    {
        var value = Object(call, 0).Find(Key(call, 1));
        _ = call.OutInt(3);
        if (value is not null)
            call.WriteInt(2, value.Length);
        call.WriteInt(3, value is null ? 0 : 1);
    }

    private static void Set(Call call)
    {
        _ = Writable(call, 0);
        var key = Key(call, 1);
        var value = call.Text(2);
        if (value.Length > MaxValue)
            throw call.Error(ErrorClasses.InfoValue, 2);
        call.Environment.Infos.Set(call[0], key, value);
    }

    private static byte[] Key(Call call, int argument)
    {
        var key = call.Text(argument);
        return key.Length > 0 && key.Length < MaxKey ? key : throw call.Error(ErrorClasses.InfoKey, argument);
    }

    private static InfoObject Object(Call call, int argument)
    {
        _ = call.Handle(argument);
        return call.Environment.Infos.Find(call[argument]) ?? throw call.Error(ErrorClasses.Info, argument);
    }

    private static InfoObject Writable(Call call, int argument)
    {
        var content = Object(call, argument);
        return call[argument] >= Handle.PredefinedCount ? content : throw call.Error(ErrorClasses.Info, argument);
    }
}
