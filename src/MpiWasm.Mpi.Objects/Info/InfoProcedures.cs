using System.Text;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.Objects.Info;

/// <summary>Info objects (MPI 5.0 §10).</summary>
internal static class InfoProcedures
{
    private const int MaxKey = StandardAbi.MaxInfoKey;
    private const int MaxValue = StandardAbi.MaxInfoVal;

    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        InfoCreateCall.ServedBy(call => New(call.Environment, call.Info, new InfoObject())),
        InfoCreateEnvCall.ServedBy(CreateEnvironment),
        InfoDeleteCall.ServedBy(Delete),
        InfoDupCall.ServedBy(Duplicate),
        InfoFreeCall.ServedBy(Free),
        InfoGetCall.ServedBy(Get),
        InfoGetNkeysCall.ServedBy(GetCount),
        InfoGetNthkeyCall.ServedBy(GetKey),
        InfoGetStringCall.ServedBy(GetString),
        InfoGetValuelenCall.ServedBy(GetLength),
        InfoSetCall.ServedBy(Set),
    ];

    /// <summary>Gives the guest a new object.</summary>
    internal static void New(MpiEnvironment environment, HandleResult result, InfoObject content)
    {
        result.Require();
        result.Set(environment.Infos.Create(content));
    }

    private static void CreateEnvironment(InfoCreateEnvCall call)
    {
        var count = call.Argc.NotNegative();
        call.Info.Require();
        if (count > CommandWords.MostWords)
            throw call.Argc.Error(ErrorClasses.Arg);
        var words = new CommandWords(call.Argv.Index);
        foreach (var address in call.Argv.Words(count))
            words.Add(call, address);
        var arguments = words.All.Select(Encoding.UTF8.GetString).ToArray();
        New(call.Environment, call.Info, InfoObject.OfCommand(arguments));
    }

    private static void Delete(InfoDeleteCall call)
    {
        RequireWritable(call.Environment, call.Info);
        var key = Valid(call.Key);
        if (!call.Environment.Infos.Remove(call.Info.Guest, key))
            throw call.Key.Error(ErrorClasses.InfoNokey);
    }

    private static void Duplicate(InfoDupCall call)
    {
        var copy = new InfoObject();
        foreach (var (key, value) in Object(call.Environment, call.Info).Pairs)
            copy.Set(key, value);
        New(call.Environment, call.Newinfo, copy);
    }

    private static void Free(InfoFreeCall call)
    {
        var guest = call.Info.Read().Guest;
        if (guest < Handle.PredefinedCount)
            throw call.Info.Error(ErrorClasses.Info, guest);
        call.Environment.Infos.Free(guest);
        call.Info.Set(StandardAbi.InfoNull);
    }

    private static void Get(InfoGetCall call)
    {
        var content = Object(call.Environment, call.Info);
        var key = Valid(call.Key);
        var length = call.Valuelen.NotNegative();
        call.Flag.Require();
        var value = content.Find(key);
        // The caller has room for one more, the terminating zero.
        if (value is not null)
            call.Value.Write(value, length == int.MaxValue ? length : length + 1);
        call.Flag.Set(value is not null);
    }

    private static void GetCount(InfoGetNkeysCall call) => call.Nkeys.Set(Object(call.Environment, call.Info).Pairs.Length);

    private static void GetKey(InfoGetNthkeyCall call)
    {
        var pairs = Object(call.Environment, call.Info).Pairs;
        var n = call.N.Value;
        if (n < 0 || n >= pairs.Length)
            throw call.N.Error(ErrorClasses.Arg);
        call.Key.Write(pairs[n].Key);
    }

    /// <summary>The length is what the value needs, with the terminating zero; it stays where there is no such key.</summary>
    private static void GetString(InfoGetStringCall call)
    {
        var content = Object(call.Environment, call.Info);
        var key = Valid(call.Key);
        var room = call.Buflen.Get();
        call.Flag.Require();
        if (room < 0)
            throw call.Buflen.Error(ErrorClasses.Arg, room);
        var value = content.Find(key);
        if (value is not null)
        {
            call.Value.Write(value, room);
            call.Buflen.Set(value.Length + 1);
        }

        call.Flag.Set(value is not null);
    }

    private static void GetLength(InfoGetValuelenCall call)
    {
        var value = Object(call.Environment, call.Info).Find(Valid(call.Key));
        call.Flag.Require();
        if (value is not null)
            call.Valuelen.Set(value.Length);
        call.Flag.Set(value is not null);
    }

    private static void Set(InfoSetCall call)
    {
        RequireWritable(call.Environment, call.Info);
        var key = Valid(call.Key);
        var value = call.Value.Read();
        if (value.Length > MaxValue)
            throw call.Value.Error(ErrorClasses.InfoValue);
        call.Environment.Infos.Set(call.Info.Guest, key, value);
    }

    private static byte[] Valid(TextArgument argument)
    {
        var key = argument.Read();
        return key.Length > 0 && key.Length < MaxKey ? key : throw argument.Error(ErrorClasses.InfoKey);
    }

    private static InfoObject Object(MpiEnvironment environment, HandleArgument info) =>
        environment.Infos.Find(info.Require().Guest) ?? throw info.Error(ErrorClasses.Info);

    private static void RequireWritable(MpiEnvironment environment, HandleArgument info)
    {
        _ = Object(environment, info);
        if (info.Guest < Handle.PredefinedCount)
            throw info.Error(ErrorClasses.Info);
    }
}
