using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.PointToPoint;

namespace MpiWasm.Mpi.Files;

/// <summary>
/// Data access (MPI 5.0 §14.4). All are of one form: file, offset where it is explicit, buffer, count, datatype, and a status or a request;
/// the ends of split ones have file, buffer and status. What a procedure does its name tells.
/// </summary>
internal static unsafe class FileAccessProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        .. from procedure in MpiApi.Standard.Procedures
           where procedure.Parameters.Any(p => p.Kind == ParameterKind.File)
               && procedure.Parameters.Any(p => p.Kind == ParameterKind.Buffer)
           select new ManagedProcedure([procedure], Serve(procedure)),
    ];

    private static ManagedBody Serve(Procedure procedure)
    {
        var access = new FileAccess(procedure);
        return procedure.BaseName.EndsWith("_end", StringComparison.Ordinal) ? access.End : access.Start;
    }

    private sealed class FileAccess
    {
        private readonly Procedure _procedure;
        private readonly Procedure? _blocking;
        private readonly string _split;
        private readonly bool _reads;
        private readonly bool _isShared;
        private readonly bool _begins;
        private readonly int _offset;
        private readonly int _buffer;
        private readonly int _request;
        private readonly int _file;
        private readonly int _status;

        public FileAccess(Procedure procedure)
        {
            var words = procedure.BaseName.Split('_');
            _procedure = procedure;
            _blocking = BlockingName(procedure, words) is { } name ? MpiApi.Standard.Find(name) : null;
            _reads = Array.Exists(words, w => w is "read" or "iread");
            _isShared = Array.Exists(words, w => w is "shared" or "ordered");
            _begins = words[^1] == "begin";
            _split = words[^1] is "begin" or "end" ? string.Join('_', words[..^1]) : "";
            _offset = Find(procedure, ParameterKind.Offset);
            _buffer = Find(procedure, ParameterKind.Buffer);
            _request = Find(procedure, ParameterKind.Request);
            _file = Find(procedure, ParameterKind.File);
            _status = Find(procedure, ParameterKind.Status);
        }

        /// <summary>A whole access, or the beginning of one.</summary>
        public void Start(Call call)
        {
            var file = Check(call);
            var host = File(call).Host;
            var slot = 0u;
            var data = new FileData(
                new BufferArgument(call, _buffer), new LongArgument(call, _buffer + 1), new DatatypeArgument(call, _buffer + 2));
            var transfer = FileTransfer.Begin(call, data, file.View, _offset >= 0 ? call.Wide(_offset) : 0, _reads);
            var keep = false;
            try
            {
                if (_request >= 0)
                    slot = Reserve(call);
                var split = _begins ? Begin(call, file, transfer) : null;
                try
                {
                    if (BlocksFor(call) is { } blocking)
                    {
                        keep = true;
                        StartBlocking(call, file, host, blocking, transfer, split, slot);
                        return;
                    }

                    ulong made = 0;
                    using var room = HostStatusOf(call, isNeeded: ConcealsLosses(call));
                    ulong? last = _begins ? null : _request >= 0 ? (ulong)&made : room.Address;
                    var place = PlaceOfCollective(call, _procedure, host);
                    Call.Check(Invoke(call, _procedure, host, Offset(call), transfer, last));
                    if (ConcealsLosses(call))
                        CheckWritten(call, transfer, room.Address);
                    if (place is { } at)
                        ConfirmWritten(call, file, host, at, transfer);
                    keep = true;
                    room.Return();
                    if (_request >= 0)
                        Publish(call, slot, made, file, transfer);
                    else if (!_begins)
                        transfer.End();
                }
                catch when (split is not null && !keep)
                {
                    file.Cancel(split);
                    throw;
                }
            }
            catch when (!keep)
            {
                transfer.Abandon();
                if (slot != 0)
                    call.Environment.Table(HandleKind.Request).Return(slot - 1);
                throw;
            }
        }

        /// <summary>The end of a split access: the host gets the buffer that it got at the beginning.</summary>
        public void End(Call call)
        {
            var file = FileProcedures.OpenFile(call.Environment, File(call));
            var host = File(call).Host;
            using var room = HostStatusOf(call);
            if (file.End(_split, call[_buffer]) is not { } split)
                throw new RefusedException(ErrorClasses.Other, $"no access was begun with {_split}_begin and this buffer");
            if (split.Status is { } known)
            {
                split.Transfer.End();
                room.Return(known);
                return;
            }

            var code = NativeCall.Invoke(Function(call.Environment, _procedure), [host, split.Transfer.Buffer, room.Address]);
            split.Transfer.End();
            Call.Check(code);
            room.Return();
        }

        private HandleArgument File(Call call) => new(call, _file, HandleKind.File);

        /// <summary>The status among the arguments; none where the access goes on.</summary>
        private HostStatus HostStatusOf(Call call, bool isNeeded = false) =>
            _status >= 0
                ? new HostStatus(call.Environment, new StatusArgument(call, _status), isNeeded)
                : HostStatus.None(call.Environment, isNeeded);

        private OpenFile Check(Call call)
        {
            var file = FileProcedures.OpenFile(call.Environment, File(call));
            if (_reads && !file.CanRead)
                throw new RefusedException(ErrorClasses.Access, "the file is open to write only");
            if (!_reads && !file.CanWrite)
                throw new RefusedException(ErrorClasses.ReadOnly, "the file is open to read only");
            if (file.IsSequential && !_isShared)
                throw new RefusedException(ErrorClasses.UnsupportedOperation, "the file is open with MPI_MODE_SEQUENTIAL");
            if (_isShared)
                FileProcedures.RequireSharedPointer(file);
            if (_offset >= 0 && (call.Wide(_offset) < 0 || !file.View.CanReach(call.Wide(_offset))))
                throw new ArgumentCheckException(ErrorClasses.Arg, _offset, (ulong)call.Wide(_offset));
            if (_request >= 0)
                _ = call.OutWord(_request);
            return file;
        }

        private SplitAccess Begin(Call call, OpenFile file, FileTransfer transfer)
        {
            var split = new SplitAccess(_split, call[_buffer], transfer);
            return file.TryBegin(split)
                ? split
                : throw new RefusedException(ErrorClasses.Other, "a split collective access of the file is active already");
        }

        /// <summary>The slot, plus one.</summary>
        private static uint Reserve(Call call) => call.Environment.Requests.Reserve() + 1;

        private void Publish(Call call, uint slot, ulong request, OpenFile file, FileTransfer transfer)
        {
            file.AccessStarted();
            var requests = call.Environment.Requests;
            call.WriteWord(_request, call.Environment.Host.Has(HostDefects.AccessesEndTwice)
                ? requests.Publish(slot - 1, new AskedRequest(call.Environment, request, End))
                : requests.Publish(slot - 1, request, End));

            void End()
            {
                transfer.End();
                file.AccessEnded();
            }
        }

        /// <summary>
        /// What makes the whole access of one that goes on in the background. Libraries with
        /// <see cref="HostDefects.BackgroundAccessHangs"/> never come to its end there. They know no collective ones in the background
        /// either: each process makes its own access. Split ones may be made at the beginning (MPI 5.0 §14.4.5).
        /// </summary>
        private static string? BlockingName(Procedure procedure, string[] words)
        {
            var suffix = procedure.IsLarge ? "_c" : "";
            if (words[^1] == "begin")
                return string.Join('_', words[..^1]) + suffix;
            return words.Any(w => w is "iread" or "iwrite")
                ? string.Join('_', words.Where(w => w != "all").Select(w => w is "iread" or "iwrite" ? w[1..] : w)) + suffix
                : null;
        }

        /// <summary>
        /// Whether only the status tells that a write did less than was asked; of collective ones it takes more
        /// (<see cref="ConfirmWritten"/>).
        /// </summary>
        private bool ConcealsLosses(Call call) =>
            !_reads && !_begins && _blocking is null && call.Environment.Host.Has(HostDefects.WritesConcealLosses);

        private static void CheckWritten(Call call, FileTransfer transfer, ulong status)
        {
            long written;
            call.Functions.GetElementsX((void*)status, call.Environment.Host.Byte, &written);
            if (written >= 0 && written < transfer.Bytes)
            {
                var reason = $"{written} of {transfer.Bytes} bytes were written; is the file system full, or a limit reached?";
                throw new RefusedException(ErrorClasses.NoSpace, reason);
            }
        }

        /// <summary>
        /// Where a collective write begins, in etypes; null for other accesses, and where the library tells what became of it.
        /// </summary>
        private long? PlaceOfCollective(Call call, Procedure procedure, ulong host)
        {
            if (_reads || !procedure.BaseName.Contains("_all", StringComparison.Ordinal)
                || !call.Environment.Host.Has(HostDefects.WritesConcealLosses))
                return null;
            long position;
            if (_offset < 0)
                call.Functions.FileGetPosition(host, &position);
            else
                position = call.Wide(_offset);
            return position;
        }

        /// <summary>
        /// The status of a collective write says what was asked for, whatever became of it. Where the file system may have refused
        /// something, each process makes its part once more by itself, the same bytes at the same place: that tells.
        /// </summary>
        private void ConfirmWritten(Call call, OpenFile file, ulong host, long place, FileTransfer transfer)
        {
            var etype = file.View.Elementary.Shadow.Size;
            if (file.View.IsEmpty || transfer.Bytes < etype)
                return;
            long last;
            call.Functions.FileGetByteOffset(host, place + (transfer.Bytes / etype) - 1, &last);
            if (!FileSizeLimit.MayHaveRefused(file.Descriptor, last + etype))
                return;
            var status = stackalloc byte[StatusTranslation.HostRoom];
            Call.Check(Invoke(call, call.Procedure.IsLarge ? Procedures.FileWriteAtC : Procedures.FileWriteAt, host, place,
                transfer, (ulong)status));
            CheckWritten(call, transfer, (ulong)status);
        }

        private Procedure? BlocksFor(Call call) => call.Environment.Host.Has(HostDefects.BackgroundAccessHangs) ? _blocking : null;

        /// <summary>Makes the access at once; what is over is told later.</summary>
        private void StartBlocking(
            Call call, OpenFile file, ulong host, Procedure blocking, FileTransfer transfer, SplitAccess? split, uint slot)
        {
            var done = false;
            try
            {
                var status = new byte[StatusTranslation.HostRoom];
                fixed (byte* room = status)
                {
                    var place = PlaceOfCollective(call, blocking, host);
                    Call.Check(Invoke(call, blocking, host, Offset(call), transfer, (ulong)room));
                    if (!_reads)
                        CheckWritten(call, transfer, (ulong)room);
                    if (place is { } at)
                        ConfirmWritten(call, file, host, at, transfer);
                }

                done = true;
                if (split is not null)
                {
                    split.Status = status;
                    return;
                }

                transfer.End();
                call.WriteInt(_request, (int)call.Environment.Requests.Publish(slot - 1, new DoneRequest(status)));
            }
            catch when (!done)
            {
                transfer.Abandon();
                if (split is not null)
                    FileProcedures.OpenFile(call.Environment, File(call)).Cancel(split);
                if (slot != 0)
                    call.Environment.Table(HandleKind.Request).Return(slot - 1);
                throw;
            }
        }

        private long? Offset(Call call) => _offset >= 0 ? call.Wide(_offset) : null;

        private int Invoke(Call call, Procedure procedure, ulong host, long? offset, FileTransfer transfer, ulong? last)
        {
            var wide = procedure.IsLarge && call.Environment.Host.Has(procedure);
            if (!wide && transfer.Count > int.MaxValue)
                throw new LongArgument(call, _buffer + 1).Error(ErrorClasses.ValueTooLarge);
            var function = Function(call.Environment, procedure.IsLarge && !wide ? MpiApi.Standard.Find(procedure.BaseName)! : procedure);
            Span<ulong> arguments = stackalloc ulong[6];
            var n = 0;
            arguments[n++] = host;
            if (offset is { } place)
                arguments[n++] = (ulong)place;
            arguments[n++] = transfer.Buffer;
            arguments[n++] = (ulong)transfer.Count;
            arguments[n++] = transfer.Type;
            if (last is { } result)
                arguments[n++] = result;
            return NativeCall.Invoke(function, arguments[..n]);
        }

        private static void* Function(MpiEnvironment environment, Procedure procedure) =>
            environment.Host.Has(procedure) ? environment.Procedures[procedure.Index] : throw new HostLacksException(procedure.Name);

        private static int Find(Procedure procedure, ParameterKind kind) =>
            procedure.Parameters.FirstOrDefault(p => p.Kind == kind)?.Index ?? -1;
    }
}
