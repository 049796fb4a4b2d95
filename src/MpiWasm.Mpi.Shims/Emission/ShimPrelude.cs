using System.Text;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Shims.Emission;

/// <summary>The functions all shims share, as IR. Small hot ones are inlined; loops over arrays stay functions.</summary>
internal static class ShimPrelude
{
    public static string Text(HostAbi host)
    {
        var text = new StringBuilder();
        text.Append(Common
            .Replace("$PREDEFINED", $"{Handle.PredefinedCount}", StringComparison.Ordinal)
            .Replace("$SLOTMASK", $"{Handle.SlotMask}", StringComparison.Ordinal)
            .Replace("$SLOTBITS", $"{Handle.SlotBits}", StringComparison.Ordinal)
            .Replace("$SLOTBASE", $"{(Handle.PredefinedCount * HandleEntry.Size) + HandleEntry.HostOffset}", StringComparison.Ordinal)
            .Replace("$METABASE", $"{(Handle.PredefinedCount * HandleEntry.Size) + HandleEntry.MetaOffset}", StringComparison.Ordinal)
            .Replace("$ENTRYBASE", $"{Handle.PredefinedCount * HandleEntry.Size}", StringComparison.Ordinal)
            .Replace("$FRESH", $"{HandleTableHeader.FreshOffset - HandleTableHeader.Size}", StringComparison.Ordinal)
            .Replace("$LIMIT", $"{HandleTableHeader.LimitOffset - HandleTableHeader.Size}", StringComparison.Ordinal)
            .Replace("$HEADER", $"{-HandleTableHeader.Size}", StringComparison.Ordinal)
            .Replace("$GENERATION", $"{Handle.GenerationMask}", StringComparison.Ordinal)
            .Replace("$REQUESTNULLHOST", $"{(StandardAbi.RequestNull * HandleEntry.Size) + HandleEntry.HostOffset}", StringComparison.Ordinal)
            .Replace("$REQUESTNULL", $"{StandardAbi.RequestNull}", StringComparison.Ordinal)
            .Replace("$EXTENT", $"{DatatypeEntry.ExtentOffset}", StringComparison.Ordinal)
            .Replace("$HULLLOW", $"{DatatypeEntry.HullLowOffset}", StringComparison.Ordinal)
            .Replace("$HULLHIGH", $"{DatatypeEntry.HullHighOffset}", StringComparison.Ordinal)
            .Replace("$GUESTSTATUS", $"{StandardAbi.StatusSize}", StringComparison.Ordinal)
            .Replace("$GUESTERROR", $"{StandardAbi.StatusError}", StringComparison.Ordinal)
            .Replace("$HOSTSTATUS", $"{host.Status.Size}", StringComparison.Ordinal)
            .Replace("$HOSTERROR", $"{host.Status.Error}", StringComparison.Ordinal)
            .Replace("$ERRORCLASS", $"{MpiContext.ErrorClassOffset}", StringComparison.Ordinal)
            .Replace("$HANDLE", host.HandleBytes == 8 ? "i64" : "i32", StringComparison.Ordinal)
            .Replace("$CAST", host.HandleBytes == 8 ? "bitcast i64 %host64 to i64" : "trunc i64 %host64 to i32", StringComparison.Ordinal));
        text.Append(StatusToGuest(host)).Append(StatusToHost(host));
        return text.ToString();
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
        var source = Translate(f, f.Load("i32", "%host", host.Status.Source), (host.AnySource, StandardAbi.AnySource), (host.ProcNull, StandardAbi.ProcNull));
        var tag = Translate(f, f.Load("i32", "%host", host.Status.Tag), (host.AnyTag, StandardAbi.AnyTag));
        f.Line($"store i32 {source}, ptr {f.Offset("%guest", StandardAbi.StatusSource)}, align 1");
        f.Line($"store i32 {tag}, ptr {f.Offset("%guest", StandardAbi.StatusTag)}, align 1");
        foreach (var run in host.Status.Private)
            f.Line($"call void @llvm.memcpy.p0.p0.i64(ptr align 1 {f.Offset("%guest", run.Guest)}, ptr align 4 {f.Offset("%host", run.Host)}, i64 {4 * run.Words}, i1 false)");
        f.Line("ret void");
        return f.ToString();
    }

    private static string StatusToHost(HostAbi host)
    {
        var f = new IrFunction("define internal void @status_to_host(ptr %host, ptr %guest) #0");
        var source = Translate(f, f.Value($"load volatile i32, ptr {f.Offset("%guest", StandardAbi.StatusSource)}, align 1"),
            (StandardAbi.AnySource, host.AnySource), (StandardAbi.ProcNull, host.ProcNull));
        var tag = Translate(f, f.Value($"load volatile i32, ptr {f.Offset("%guest", StandardAbi.StatusTag)}, align 1"), (StandardAbi.AnyTag, host.AnyTag));
        f.Line($"store i32 {source}, ptr {f.Offset("%host", host.Status.Source)}, align 4");
        f.Line($"store i32 {tag}, ptr {f.Offset("%host", host.Status.Tag)}, align 4");
        f.Line($"store i32 0, ptr {f.Offset("%host", host.Status.Error)}, align 4");
        foreach (var run in host.Status.Private)
            f.Line($"call void @llvm.memcpy.p0.p0.i64(ptr align 4 {f.Offset("%host", run.Host)}, ptr align 1 {f.Offset("%guest", run.Guest)}, i64 {4 * run.Words}, i1 false)");
        f.Line("ret void");
        return f.ToString();
    }

    private const string Common = """
        declare ptr @malloc(i64)
        declare void @free(ptr)
        declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1 immarg)
        declare void @llvm.memset.p0.i64(ptr, i8, i64, i1 immarg)
        declare { i64, i1 } @llvm.smul.with.overflow.i64(i64, i64)

        ; Index of a guest handle in its table: whatever the handle, it lies within the reserved table.
        define internal i64 @handle_index(i32 %handle) #0 {
          %predefined = icmp ult i32 %handle, $PREDEFINED
          %slot = and i32 %handle, $SLOTMASK
          %dynamic = add i32 %slot, $PREDEFINED
          %index = select i1 %predefined, i32 %handle, i32 %dynamic
          %wide = zext i32 %index to i64
          ret i64 %wide
        }

        ; Whether %length bytes from a 32-bit guest address lie within memory. Both are below 2^63 and cannot wrap.
        define internal i1 @in_memory(i32 %address, i64 %length, i64 %bytes) #0 {
          %start = zext i32 %address to i64
          %end = add i64 %start, %length
          %ok = icmp ule i64 %end, %bytes
          ret i1 %ok
        }

        ; Whether %count elements (>= 0) starting at %start (any value within 2^42) stay within memory. The span of the extents is at most 2^40 in magnitude (larger ones are out
        ; of bounds whatever the rest), hulls and extents are within 2^33: so the sums are exact.
        define internal i1 @hull_ok(i64 %start, i64 %count, ptr %type, i64 %bytes) #0 {
          %pe = getelementptr i8, ptr %type, i64 $EXTENT
          %pl = getelementptr i8, ptr %type, i64 $HULLLOW
          %ph = getelementptr i8, ptr %type, i64 $HULLHIGH
          %extent = load i64, ptr %pe
          %low = load i64, ptr %pl
          %high = load i64, ptr %ph
          %steps = sub i64 %count, 1
          %product = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %steps, i64 %extent)
          %span = extractvalue { i64, i1 } %product, 0
          %overflow = extractvalue { i64, i1 } %product, 1
          %shifted = add i64 %span, 1099511627776
          %far = icmp ugt i64 %shifted, 2199023255552
          %negative = icmp slt i64 %span, 0
          %down = select i1 %negative, i64 %span, i64 0
          %up = select i1 %negative, i64 0, i64 %span
          %first.0 = add i64 %start, %low
          %first = add i64 %first.0, %down
          %last.0 = add i64 %start, %high
          %last = add i64 %last.0, %up
          %below = icmp slt i64 %first, 0
          %above = icmp sgt i64 %last, %bytes
          %b0 = or i1 %overflow, %far
          %b1 = or i1 %below, %above
          %bad = or i1 %b0, %b1
          %none = icmp eq i64 %count, 0
          %hollow = icmp eq i64 %low, %high
          %nothing = or i1 %none, %hollow
          %good = xor i1 %bad, true
          %ok = or i1 %nothing, %good
          ret i1 %ok
        }

        ; Checks every block of a v-collective: -1 if all are fine, else the index of the first bad one. The arrays are private copies.
        define internal i32 @blocks_ok(i32 %address, ptr %counts, ptr %displacements, i32 %n, ptr %type, i64 %bytes) #1 {
        entry:
          %start = zext i32 %address to i64
          %pe = getelementptr i8, ptr %type, i64 $EXTENT
          %extent = load i64, ptr %pe
          br label %head
        head:
          %i = phi i32 [ 0, %entry ], [ %i.next, %next ]
          %done = icmp sge i32 %i, %n
          br i1 %done, label %fine, label %body
        body:
          %wide = zext i32 %i to i64
          %pc = getelementptr i32, ptr %counts, i64 %wide
          %pd = getelementptr i32, ptr %displacements, i64 %wide
          %count32 = load i32, ptr %pc
          %displacement32 = load i32, ptr %pd
          %count = sext i32 %count32 to i64
          %displacement = sext i32 %displacement32 to i64
          %product = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %displacement, i64 %extent)
          %shift = extractvalue { i64, i1 } %product, 0
          %overflow = extractvalue { i64, i1 } %product, 1
          %shifted = add i64 %shift, 1099511627776
          %far = icmp ugt i64 %shifted, 2199023255552
          %from = add i64 %start, %shift
          %inside = call i1 @hull_ok(i64 %from, i64 %count, ptr %type, i64 %bytes)
          %outside = xor i1 %inside, true
          %b0 = or i1 %overflow, %far
          %b1 = or i1 %b0, %outside
          %some = icmp ne i32 %count32, 0
          %b2 = and i1 %b1, %some
          %negative = icmp slt i32 %count32, 0
          %bad = or i1 %b2, %negative
          br i1 %bad, label %found, label %next
        next:
          %i.next = add i32 %i, 1
          br label %head
        found:
          ret i32 %i
        fine:
          ret i32 -1
        }

        ; Sum of n counts, or -1 - i when counts[i] is negative.
        define internal i64 @sum_counts(ptr %counts, i32 %n) #1 {
        entry:
          br label %head
        head:
          %i = phi i32 [ 0, %entry ], [ %i.next, %next ]
          %sum = phi i64 [ 0, %entry ], [ %sum.next, %next ]
          %done = icmp sge i32 %i, %n
          br i1 %done, label %fine, label %body
        body:
          %wide = zext i32 %i to i64
          %pc = getelementptr i32, ptr %counts, i64 %wide
          %count = load i32, ptr %pc
          %negative = icmp slt i32 %count, 0
          br i1 %negative, label %found, label %next
        next:
          %count64 = sext i32 %count to i64
          %sum.next = add i64 %sum, %count64
          %i.next = add i32 %i, 1
          br label %head
        found:
          %code32 = xor i32 %i, -1
          %code = sext i32 %code32 to i64
          ret i64 %code
        fine:
          ret i64 %sum
        }

        ; Handle slots: the same algorithm as HandleTable in C#.
        define internal void @slot_return(ptr %table, i32 %slot) #0 {
        entry:
          %head = getelementptr i8, ptr %table, i64 $HEADER
          %wide = zext i32 %slot to i64
          %bytes = mul i64 %wide, 16
          %at = add i64 %bytes, $SLOTBASE
          %link = getelementptr i8, ptr %table, i64 %at
          %first = load atomic i64, ptr %head monotonic, align 8
          %mine = add i64 %wide, 1
          br label %retry
        retry:
          %old = phi i64 [ %first, %entry ], [ %seen, %retry ]
          %next = and i64 %old, 4294967295
          store atomic i64 %next, ptr %link monotonic, align 8
          %tag.0 = lshr i64 %old, 32
          %tag.1 = add i64 %tag.0, 1
          %tag = shl i64 %tag.1, 32
          %new = or i64 %tag, %mine
          %pair = cmpxchg ptr %head, i64 %old, i64 %new acq_rel acquire, align 8
          %seen = extractvalue { i64, i1 } %pair, 0
          %won = extractvalue { i64, i1 } %pair, 1
          br i1 %won, label %done, label %retry
        done:
          ret void
        }

        ; A slot, or -1 when the table is full.
        define internal i32 @slot_take(ptr %table) #0 {
        entry:
          %head = getelementptr i8, ptr %table, i64 $HEADER
          %first = load atomic i64, ptr %head acquire, align 8
          br label %retry
        retry:
          %old = phi i64 [ %first, %entry ], [ %seen, %pop ]
          %low = trunc i64 %old to i32
          %empty = icmp eq i32 %low, 0
          br i1 %empty, label %fresh, label %pop, !prof !0
        pop:
          %slot = sub i32 %low, 1
          %wide = zext i32 %slot to i64
          %bytes = mul i64 %wide, 16
          %at = add i64 %bytes, $SLOTBASE
          %link = getelementptr i8, ptr %table, i64 %at
          %next.0 = load atomic i64, ptr %link monotonic, align 8
          %next = and i64 %next.0, 4294967295
          %tag.0 = lshr i64 %old, 32
          %tag.1 = add i64 %tag.0, 1
          %tag = shl i64 %tag.1, 32
          %new = or i64 %tag, %next
          %pair = cmpxchg ptr %head, i64 %old, i64 %new acq_rel acquire, align 8
          %seen = extractvalue { i64, i1 } %pair, 0
          %won = extractvalue { i64, i1 } %pair, 1
          br i1 %won, label %got, label %retry
        got:
          ret i32 %slot
        fresh:
          %counter = getelementptr i8, ptr %table, i64 $FRESH
          %bound = getelementptr i8, ptr %table, i64 $LIMIT
          %limit = load i32, ptr %bound
          %index = atomicrmw add ptr %counter, i32 1 acq_rel
          %fits = icmp ult i32 %index, %limit
          br i1 %fits, label %new.slot, label %full
        new.slot:
          ret i32 %index
        full:
          %undo = atomicrmw sub ptr %counter, i32 1 acq_rel
          ret i32 -1
        }

        ; Gives a taken slot its handle. %kind is (kind + 1) << 28.
        define internal i32 @slot_publish(ptr %table, i32 %slot, i64 %host, i32 %kind) #0 {
          %wide = zext i32 %slot to i64
          %bytes = mul i64 %wide, 16
          %at = add i64 %bytes, $ENTRYBASE
          %entry = getelementptr i8, ptr %table, i64 %at
          %pm = getelementptr i8, ptr %entry, i64 4
          %ph = getelementptr i8, ptr %entry, i64 8
          %meta = load i32, ptr %pm
          %generation.0 = and i32 %meta, $GENERATION
          %generation = shl i32 %generation.0, $SLOTBITS
          %handle.0 = or i32 %generation, %slot
          %handle = or i32 %handle.0, %kind
          store i64 %host, ptr %ph
          store atomic i32 %handle, ptr %entry release, align 4
          ret i32 %handle
        }

        ; Retires a dynamic handle; of two threads that try, one succeeds.
        define internal void @slot_free(ptr %table, i32 %handle) #0 {
          %index = call i64 @handle_index(i32 %handle)
          %bytes = mul i64 %index, 16
          %entry = getelementptr i8, ptr %table, i64 %bytes
          %pair = cmpxchg ptr %entry, i32 %handle, i32 0 acq_rel acquire, align 4
          %won = extractvalue { i32, i1 } %pair, 1
          br i1 %won, label %retire, label %done
        retire:
          %pm = getelementptr i8, ptr %entry, i64 4
          %meta = load i32, ptr %pm
          %meta.1 = add i32 %meta, 1
          %meta.2 = and i32 %meta.1, $GENERATION
          store i32 %meta.2, ptr %pm
          %slot = and i32 %handle, $SLOTMASK
          call void @slot_return(ptr %table, i32 %slot)
          br label %done
        done:
          ret void
        }

        ; Reads n request handles once and looks them up: -1, or the index of the first that is not valid.
        define internal i32 @requests_in(ptr %table, ptr %guest, ptr %handles, ptr %hosts, i32 %n) #1 {
        entry:
          %n64 = zext i32 %n to i64
          %size = mul i64 %n64, 4
          call void @llvm.memcpy.p0.p0.i64(ptr align 4 %handles, ptr align 1 %guest, i64 %size, i1 true)
          br label %head
        head:
          %i = phi i64 [ 0, %entry ], [ %i.next, %good ]
          %done = icmp uge i64 %i, %n64
          br i1 %done, label %fine, label %body
        body:
          %p = getelementptr i32, ptr %handles, i64 %i
          %handle = load i32, ptr %p
          %index = call i64 @handle_index(i32 %handle)
          %bytes = mul i64 %index, 16
          %entry.p = getelementptr i8, ptr %table, i64 %bytes
          %owner = load i32, ptr %entry.p
          %valid = icmp eq i32 %owner, %handle
          br i1 %valid, label %good, label %bad
        good:
          %host.p = getelementptr i8, ptr %entry.p, i64 8
          %host64 = load i64, ptr %host.p
          %host = $CAST
          %q = getelementptr $HANDLE, ptr %hosts, i64 %i
          store $HANDLE %host, ptr %q
          %i.next = add i64 %i, 1
          br label %head
        bad:
          %code = trunc i64 %i to i32
          ret i32 %code
        fine:
          ret i32 -1
        }

        ; After completion: what the host set to MPI_REQUEST_NULL is retired and becomes the guest's.
        define internal void @requests_back(ptr %table, ptr %guest, ptr %handles, ptr %hosts, i32 %n) #1 {
        entry:
          %n64 = zext i32 %n to i64
          %null.p = getelementptr i8, ptr %table, i64 $REQUESTNULLHOST
          %host64 = load i64, ptr %null.p
          %null = $CAST
          br label %head
        head:
          %i = phi i64 [ 0, %entry ], [ %i.next, %next ]
          %done = icmp uge i64 %i, %n64
          br i1 %done, label %end, label %body
        body:
          %q = getelementptr $HANDLE, ptr %hosts, i64 %i
          %host = load $HANDLE, ptr %q
          %gone = icmp eq $HANDLE %host, %null
          %p = getelementptr i32, ptr %handles, i64 %i
          %handle = load i32, ptr %p
          %dynamic = icmp uge i32 %handle, $PREDEFINED
          %retire = and i1 %gone, %dynamic
          br i1 %retire, label %complete, label %next
        complete:
          call void @slot_free(ptr %table, i32 %handle)
          %g = getelementptr i32, ptr %guest, i64 %i
          store i32 $REQUESTNULL, ptr %g, align 1
          br label %next
        next:
          %i.next = add i64 %i, 1
          br label %head
        end:
          ret void
        }

        ; The first n statuses, without MPI_ERROR, which only MPI_ERR_IN_STATUS makes meaningful.
        define internal void @statuses_to_guest(ptr %host, ptr %guest, i32 %n) #1 {
        entry:
          br label %head
        head:
          %i = phi i32 [ 0, %entry ], [ %i.next, %body ]
          %done = icmp sge i32 %i, %n
          br i1 %done, label %end, label %body
        body:
          %wide = zext i32 %i to i64
          %a = mul i64 %wide, $HOSTSTATUS
          %b = mul i64 %wide, $GUESTSTATUS
          %h = getelementptr i8, ptr %host, i64 %a
          %g = getelementptr i8, ptr %guest, i64 %b
          call void @status_to_guest(ptr %h, ptr %g)
          %i.next = add i32 %i, 1
          br label %head
        end:
          ret void
        }

        ; MPI_ERROR of the first n statuses.
        define internal void @errors_to_guest(ptr %ctx, ptr %host, ptr %guest, i32 %n) #2 {
        entry:
          %fp = getelementptr i8, ptr %ctx, i64 $ERRORCLASS
          %f = load ptr, ptr %fp
          br label %head
        head:
          %i = phi i32 [ 0, %entry ], [ %i.next, %next ]
          %done = icmp sge i32 %i, %n
          br i1 %done, label %end, label %body
        body:
          %wide = zext i32 %i to i64
          %a = mul i64 %wide, $HOSTSTATUS
          %a2 = add i64 %a, $HOSTERROR
          %b = mul i64 %wide, $GUESTSTATUS
          %b2 = add i64 %b, $GUESTERROR
          %h = getelementptr i8, ptr %host, i64 %a2
          %g = getelementptr i8, ptr %guest, i64 %b2
          %code = load i32, ptr %h
          %fine = icmp eq i32 %code, 0
          br i1 %fine, label %next, label %translate
        translate:
          %class.0 = call i32 %f(ptr %ctx, i32 %code)
          br label %next
        next:
          %class = phi i32 [ 0, %body ], [ %class.0, %translate ]
          store i32 %class, ptr %g, align 1
          %i.next = add i32 %i, 1
          br label %head
        end:
          ret void
        }

        """;
}
