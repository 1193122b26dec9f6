using Marketplace.Domain.Common;

namespace Marketplace.Domain.Catalog;

/// <summary>What was changed in a listing after it was first sent to review.</summary>
public sealed class ProductEdit : KeptEdit
{
    public required ProductId ProductId { get; init; }
}

/// <summary>The maker says they hold a paper that the category asks for.</summary>
public sealed class ProductDeclaration
{
    public int Id { get; private set; }

    /// <summary>A <see cref="DocumentType"/>.</summary>
    public required string DocumentSlug { get; init; }

    public required DateTimeOffset DeclaredAt { get; init; }
}
