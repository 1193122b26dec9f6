namespace Marketplace.Infrastructure.Data;

/// <summary>Orders writers before they reach the database. SQLite has one writer at a time and its own waiting polls; a server needs no gate.</summary>
public interface IWriteGate
{
    ValueTask<IDisposable> Enter(CancellationToken ct);
}

internal sealed class OpenGate : IWriteGate, IDisposable
{
    public ValueTask<IDisposable> Enter(CancellationToken ct) => new(this);

    public void Dispose()
    {
    }
}
