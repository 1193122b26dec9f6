namespace MediatR;

/// <summary>Any request, with or without an answer.</summary>
public interface IBaseRequest;

/// <summary>A request without an answer.</summary>
public interface IRequest : IBaseRequest;

/// <summary>A request answered with <typeparamref name="TResponse"/>.</summary>
public interface IRequest<out TResponse> : IBaseRequest;

/// <summary>A request answered with a stream of <typeparamref name="TResponse"/>.</summary>
public interface IStreamRequest<out TResponse>;

/// <summary>Something that happened; any number of handlers may listen.</summary>
public interface INotification;

/// <summary>The answer of a request that has none.</summary>
public readonly struct Unit : IEquatable<Unit>, IComparable<Unit>, IComparable
{
    private static readonly Unit TheValue;

    /// <summary>The only value there is.</summary>
    public static ref readonly Unit Value => ref TheValue;

    /// <summary>A completed task with the only value.</summary>
    public static Task<Unit> Task { get; } = System.Threading.Tasks.Task.FromResult(TheValue);

    /// <inheritdoc/>
    public int CompareTo(Unit other) => 0;

    int IComparable.CompareTo(object? obj) => 0;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <inheritdoc/>
    public bool Equals(Unit other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Unit;

    /// <summary>Every two units are equal.</summary>
    public static bool operator ==(Unit first, Unit second) => first.Equals(second);

    /// <summary>No two units differ.</summary>
    public static bool operator !=(Unit first, Unit second) => !first.Equals(second);

    /// <summary>Units have no order.</summary>
    public static bool operator <(Unit first, Unit second) => false;

    /// <summary>Units have no order.</summary>
    public static bool operator >(Unit first, Unit second) => false;

    /// <summary>Units are always equal.</summary>
    public static bool operator <=(Unit first, Unit second) => true;

    /// <summary>Units are always equal.</summary>
    public static bool operator >=(Unit first, Unit second) => true;

    /// <inheritdoc/>
    public override string ToString() => "()";
}
