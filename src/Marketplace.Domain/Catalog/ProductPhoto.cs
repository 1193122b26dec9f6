using Marketplace.Domain.Media;

namespace Marketplace.Domain.Catalog;

public sealed class ProductPhoto
{
    public int Id { get; private set; }

    public required MediaId MediaId { get; init; }

    public int Position { get; set; }

    public string AltVi { get; set; } = "";

    public string AltEn { get; set; } = "";
}
