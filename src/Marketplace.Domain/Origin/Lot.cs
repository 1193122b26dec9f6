using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Origin;

/// <summary>A batch.</summary>
public readonly record struct LotId(Guid Value) : IEntityId<LotId>
{
    public static LotId New() => new(Guid.CreateVersion7());

    public static LotId From(Guid value) => new(value);
}

/// <summary>A batch of a product: when, where and by whom it was made.</summary>
public sealed class Lot
{
    private readonly List<LotMaker> _makers = [];

    public required LotId Id { get; init; }

    public required ProductId ProductId { get; init; }

    public required string Code { get; init; }

    public required DateOnly MadeOn { get; init; }

    /// <summary>Commune of production.</summary>
    public required int UnitId { get; init; }

    public IReadOnlyCollection<LotMaker> Makers => _makers;

    public void AddMaker(PersonId person, int shareBasisPoints) => _makers.Add(new LotMaker { PersonId = person, ShareBasisPoints = shareBasisPoints });
}

public sealed class LotMaker
{
    public int Id { get; private set; }

    public required PersonId PersonId { get; init; }

    public required int ShareBasisPoints { get; init; }
}

/// <summary>A certificate.</summary>
public readonly record struct CertificateId(Guid Value) : IEntityId<CertificateId>
{
    public static CertificateId New() => new(Guid.CreateVersion7());

    public static CertificateId From(Guid value) => new(value);

    /// <summary>When it was claimed: ids are drawn in order of time and carry it.</summary>
    public DateTimeOffset ClaimedAt => DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(Value.ToString("N")[..12], 16));
}

public enum CertificateKind
{
    Ocop = 1,
    GeographicalIndication = 2,
    Organic = 3,
}

/// <summary>A dated claim with its issuer. The badge disappears by itself the day after <see cref="ValidUntil"/>.</summary>
public sealed class Certificate
{
    public required CertificateId Id { get; init; }

    public required ProducerId ProducerId { get; init; }

    public ProductId? ProductId { get; init; }

    public required CertificateKind Kind { get; init; }

    /// <summary>3 to 5 for OCOP (Decision 148/QĐ-TTg of 2023), otherwise nothing.</summary>
    public int? Stars { get; init; }

    public required string Number { get; init; }

    public required string Issuer { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last valid day; OCOP lasts 36 months.</summary>
    public required DateOnly ValidUntil { get; init; }

    /// <summary>When a moderator saw the paper; unverified certificates are never shown.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }

    public bool IsShownOn(DateOnly day) => VerifiedAt is not null && day >= ValidFrom && day <= ValidUntil;
}
