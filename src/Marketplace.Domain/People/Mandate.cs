using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.People;

/// <summary>A helper's permission to act for a producer.</summary>
public readonly record struct MandateId(Guid Value) : IEntityId<MandateId>
{
    public static MandateId New() => new(Guid.CreateVersion7());

    public static MandateId From(Guid value) => new(value);
}

[Flags]
public enum MandateScope
{
    None = 0,
    Listings = 1,
    Orders = 2,
    All = Listings | Orders,
}

/// <summary>A helper may act for a producer within a scope until a day, unless revoked. Never covers bank data.</summary>
public sealed class Mandate
{
    /// <summary>For how many months one can be given. None is for ever: who still needs help says so again.</summary>
    public static IReadOnlyList<int> Lengths { get; } = [1, 3, 6, 12];

    public required MandateId Id { get; init; }

    public required UserId HelperId { get; init; }

    public required ProducerId ProducerId { get; init; }

    public required MandateScope Scope { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>The day through which it can be used.</summary>
    public DateOnly LastDay => Until.AddTicks(-1).VietnamDay();

    public static Mandate Give(ProducerId producer, UserId helper, MandateScope scope, int months, DateTimeOffset now) => new()
    {
        Id = MandateId.New(),
        HelperId = helper,
        ProducerId = producer,
        Scope = scope,
        From = now,
        Until = VietnamTime.StartOf(now.VietnamDay().AddMonths(months).AddDays(1)),
    };

    public bool Covers(MandateScope scope, DateTimeOffset now) =>
        RevokedAt is null && now >= From && now < Until && Scope.HasFlag(scope);

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

public static class MandateQueries
{
    extension(IQueryable<Mandate> mandates)
    {
        public IQueryable<Mandate> InForce(DateTimeOffset now) => mandates.Where(mandate => mandate.RevokedAt == null && mandate.From <= now && mandate.Until > now);
    }
}
