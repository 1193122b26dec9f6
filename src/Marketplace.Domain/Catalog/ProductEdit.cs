using Marketplace.Domain.Accounts;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Catalog;

/// <summary>What was changed in a listing after it was first sent to review: what stood there and what stands there now, until a moderator has seen it.</summary>
public sealed class ProductEdit
{
    public long Id { get; private set; }

    public required ProductId ProductId { get; init; }

    public required DateTimeOffset At { get; init; }

    public UserId? ActorId { get; init; }

    /// <summary>The producer a helper acted for.</summary>
    public ProducerId? PrincipalId { get; init; }

    /// <summary>Name of the property, or "Photos".</summary>
    public required string Field { get; init; }

    public required string Before { get; init; }

    public required string After { get; init; }

    public DateTimeOffset? SeenAt { get; private set; }

    public UserId? SeenBy { get; private set; }

    public void MarkSeen(UserId moderator, DateTimeOffset now) => (SeenBy, SeenAt) = (moderator, now);

    public void MarkUnseen() => (SeenBy, SeenAt) = (null, null);
}

/// <summary>The maker says they hold a paper that the category asks for.</summary>
public sealed class ProductDeclaration
{
    public int Id { get; private set; }

    /// <summary>A <see cref="DocumentType"/>.</summary>
    public required string DocumentSlug { get; init; }

    public required DateTimeOffset DeclaredAt { get; init; }
}
