namespace Marketplace.Domain.Common;

/// <summary>
/// Something the user asked for that the rules do not allow. <c>Code</c> is the key of the message they see, <c>Field</c> the form field it
/// belongs to, <c>Arguments</c> what the message's placeholders are filled with.
/// </summary>
public sealed record Refusal(string Code, string Field = "", params object[] Arguments)
{
    /// <summary>The same refusal beside another field.</summary>
    public Refusal At(string field) => this with { Field = field };

    public bool Equals(Refusal? other) => other is not null && Code == other.Code && Field == other.Field;

    public override int GetHashCode() => HashCode.Combine(Code, Field);
}

/// <summary>What a command answers: done, or refused with reasons.</summary>
public interface IResult
{
    IReadOnlyList<Refusal> Refusals { get; }

    bool Succeeded { get; }
}

/// <inheritdoc cref="IResult"/>
public interface IResult<TSelf> : IResult
    where TSelf : IResult<TSelf>
{
    static abstract TSelf Refused(IReadOnlyList<Refusal> refusals);
}

/// <inheritdoc cref="IResult{TSelf}"/>
public sealed record Result(IReadOnlyList<Refusal> Refusals) : IResult<Result>
{
    public static Result Ok { get; } = new([]);

    public bool Succeeded => Refusals is [];

    public static Result Refused(IReadOnlyList<Refusal> refusals) => new(refusals);

    public static implicit operator Result(Refusal refusal) => new([refusal]);
}

/// <summary>A result that carries a value when it succeeded.</summary>
public sealed record Result<T>(T? Value, IReadOnlyList<Refusal> Refusals) : IResult<Result<T>>
{
    public bool Succeeded => Refusals is [];

    static Result<T> IResult<Result<T>>.Refused(IReadOnlyList<Refusal> refusals) => new(default, refusals);

    public static implicit operator Result<T>(T value) => new(value, []);

    public static implicit operator Result<T>(Refusal refusal) => new(default, [refusal]);
}
