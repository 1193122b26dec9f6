namespace Marketplace.Domain.Catalog;

public sealed class ProductTechnique
{
    public int Id { get; private set; }

    public required int TechniqueId { get; init; }
}
