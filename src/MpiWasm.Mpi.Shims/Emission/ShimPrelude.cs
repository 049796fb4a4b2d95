using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Emission;

/// <summary>The functions all shims share, as IR: the files of <c>Prelude/</c>.</summary>
internal static class ShimPrelude
{
    public static string Text(HostAbi host, GuestAbi guest)
    {
        var text = new StringBuilder();
        text.Append(Read(guest.Is64 ? "guest64" : "guest32")).Append('\n');
        foreach (var part in (ReadOnlySpan<string>)["checks", "arrays", "slots", "requests", "statuses"])
            text.Append(Fill(Read(part), host, guest)).Append('\n');
        foreach (var part in (ReadOnlySpan<string>)["sums", "pairs"])
        {
            foreach (var counts in (ReadOnlySpan<string>)["i32", "i64"])
                text.Append(OfWidths(Fill(Read(part), host, guest), counts, counts)).Append('\n');
        }

        var blocks = Fill(Read("blocks"), host, guest);
        foreach (var (counts, displacements) in (ReadOnlySpan<(string, string)>)[("i32", "i32"), ("i32", "i64"), ("i64", "i64")])
            text.Append(OfWidths(blocks, counts, displacements)).Append('\n');
        text.Append(StatusToGuest(host)).Append(StatusToHost(host));
        return text.ToString();
    }

    /// <summary>A part with the layouts of this build and the host's types in place of the names that begin with a dollar sign.</summary>
    private static string Fill(string part, HostAbi host, GuestAbi guest)
    {
        (string Name, object Value)[] names =
        [
            ("PREDEFINED", Handle.PredefinedCount),
            ("SLOTMASK", Handle.SlotMask),
            ("SLOTBITS", Handle.SlotBits),
            ("FRESH", HandleTableHeader.FreshOffset - HandleTableHeader.Size),
            ("LIMIT", HandleTableHeader.LimitOffset - HandleTableHeader.Size),
            ("HEADER", -HandleTableHeader.Size),
            ("GENERATION", Handle.GenerationMask),
            ("REQUESTNULLHOST", (StandardAbi.RequestNull * RequestEntry.Size) + HandleEntry.HostOffset),
            ("REQUESTNULL", StandardAbi.RequestNull),
            ("REQUESTENTRY", RequestEntry.Size),
            ("SPAREREQUESTS", MpiContext.SpareRequestsOffset),
            ("SPARE", SpareSlots.Room),
            ("REQUESTENDED", MpiContext.RequestEndedOffset),
            ("ARRAYSFLAG", (uint)RequestFlags.Arrays),
            ("ARRAYS", RequestEntry.ArraysOffset),
            ("PLACE", RequestEntry.PlaceOffset),
            ("ATTACHED", (uint)RequestFlags.Attached),
            ("EMULATED", (uint)RequestFlags.Emulated),
            ("HANGING", (uint)(RequestFlags.Arrays | RequestFlags.Attached)),
            ("EXTENT", DatatypeEntry.ExtentOffset),
            ("DATASIZE", DatatypeEntry.DataSizeOffset),
            ("MOSTDATA", DatatypeEntry.MostDataOf(guest)),
            ("HULLLOW", DatatypeEntry.HullLowOffset),
            ("HULLHIGH", DatatypeEntry.HullHighOffset),
            ("BOTTOMTWIN", MpiContext.BottomTwinOffset),
            ("BOTTOM", DatatypeEntry.BottomOffset),
            ("TYPEENTRY", DatatypeEntry.Size),
            ("WINSIZE", WinTarget.SizeOffset),
            ("WINUNIT", WinTarget.DispUnitOffset),
            ("GUESTSTATUS", StandardAbi.StatusSize),
            ("GUESTERROR", StandardAbi.StatusError),
            ("HOSTSTATUS", host.Status.Size),
            ("HOSTERROR", host.Status.Error),
            ("HOST", HandleEntry.HostOffset),
            ("ERRORCLASS", MpiContext.ErrorClassOffset),
            ("HANDLE", host.HandleBytes == 8 ? "i64" : "i32"),
            ("CAST", host.HandleBytes == 8 ? "bitcast i64 %host64 to i64" : "trunc i64 %host64 to i32"),
        ];
        foreach (var (name, value) in names)
            part = part.Replace("$" + name, string.Create(CultureInfo.InvariantCulture, $"{value}"), StringComparison.Ordinal);
        return part;
    }

    private static string OfWidths(string part, string counts, string displacements) => part
        .Replace("$WIDENC", counts == "i32" ? "sext i32" : "add i64", StringComparison.Ordinal)
        .Replace("$WIDEND", displacements == "i32" ? "sext i32" : "add i64", StringComparison.Ordinal)
        .Replace("$TOC", counts == "i32" ? " to i64" : ", 0", StringComparison.Ordinal)
        .Replace("$TOD", displacements == "i32" ? " to i64" : ", 0", StringComparison.Ordinal)
        .Replace("$C", counts, StringComparison.Ordinal)
        .Replace("$D", displacements, StringComparison.Ordinal);

    private static string Read(string part)
    {
        using var stream = typeof(ShimPrelude).Assembly.GetManifestResourceStream($"MpiWasm.Mpi.Shims.Prelude.{part}.ll")
            ?? throw new InvalidOperationException($"the build carries no {part}.ll");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A value selected from a chain of (from → to) pairs; pairs that change nothing vanish.</summary>
    public static string Translate(IrFunction f, string value, params ReadOnlySpan<(int From, int To)> pairs)
    {
        var result = value;
        foreach (var (from, to) in pairs)
        {
            if (from != to)
                result = f.Value($"select i1 {f.Value($"icmp eq i32 {value}, {from}")}, i32 {to}, i32 {result}");
        }

        return result;
    }

    private static string StatusToGuest(HostAbi host)
    {
        var f = new IrFunction("define internal void @status_to_guest(ptr %host, ptr %guest) #0");
        var source = Translate(
            f, f.Load("i32", "%host", host.Status.Source), (host.AnySource, StandardAbi.AnySource), (host.ProcNull, StandardAbi.ProcNull));
        var tag = Translate(f, f.Load("i32", "%host", host.Status.Tag), (host.AnyTag, StandardAbi.AnyTag));
        f.Line($"store i32 {source}, ptr {f.Offset("%guest", StandardAbi.StatusSource)}, align 1");
        f.Line($"store i32 {tag}, ptr {f.Offset("%guest", StandardAbi.StatusTag)}, align 1");
        foreach (var run in host.Status.Private)
            f.Line($"call void @llvm.memcpy.p0.p0.i64(ptr align 1 {f.Offset("%guest", run.Guest)}, ptr align 4 "
                + $"{f.Offset("%host", run.Host)}, i64 {4 * run.Words}, i1 false)");
        f.Line("ret void");
        return f.ToString();
    }

    private static string StatusToHost(HostAbi host)
    {
        var f = new IrFunction("define internal void @status_to_host(ptr %host, ptr %guest) #0");
        var source = Translate(f, f.Value($"load volatile i32, ptr {f.Offset("%guest", StandardAbi.StatusSource)}, align 1"),
            (StandardAbi.AnySource, host.AnySource), (StandardAbi.ProcNull, host.ProcNull));
        var tag = Translate(
            f, f.Value($"load volatile i32, ptr {f.Offset("%guest", StandardAbi.StatusTag)}, align 1"), (StandardAbi.AnyTag, host.AnyTag));
        f.Line($"store i32 {source}, ptr {f.Offset("%host", host.Status.Source)}, align 4");
        f.Line($"store i32 {tag}, ptr {f.Offset("%host", host.Status.Tag)}, align 4");
        f.Line($"store i32 0, ptr {f.Offset("%host", host.Status.Error)}, align 4");
        foreach (var run in host.Status.Private)
            f.Line($"call void @llvm.memcpy.p0.p0.i64(ptr align 4 {f.Offset("%host", run.Host)}, ptr align 1 "
                + $"{f.Offset("%guest", run.Guest)}, i64 {4 * run.Words}, i1 false)");
        f.Line("ret void");
        return f.ToString();
    }
}
