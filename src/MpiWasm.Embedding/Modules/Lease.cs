namespace MpiWasm.Embedding.Modules;

/// <summary>Something of native code's that is freed when its owner and all who use it are done.</summary>
internal sealed class Lease(object owner, IDisposable resource)
{
    private readonly Lock _guard = new();
    private int _users;
    private bool _ended;

    /// <exception cref="ObjectDisposedException">The owner has ended it.</exception>
    public void Check() => ObjectDisposedException.ThrowIf(_ended, owner);

    /// <summary>One more user, until the result is disposed.</summary>
    public IDisposable Use()
    {
        lock (_guard)
        {
            Check();
            _users++;
            return new User(this);
        }
    }

    /// <summary>The owner is done; later calls do nothing.</summary>
    public void End()
    {
        lock (_guard)
        {
            if (_ended)
                return;
            _ended = true;
            if (_users == 0)
                resource.Dispose();
        }
    }

    private void Leave()
    {
        lock (_guard)
        {
            if (--_users == 0 && _ended)
                resource.Dispose();
        }
    }

    private sealed class User(Lease lease) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                lease.Leave();
        }
    }
}
