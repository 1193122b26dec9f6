namespace Marketplace.Infrastructure.Seeding;

/// <summary>What the start brings in: <c>Seed:Reference</c>, <c>Seed:Demo</c> (Development only), <c>Seed:DemoOrders</c>.</summary>
public sealed class SeedOptions
{
    public const string Section = "Seed";

    /// <summary>Places, peoples, goods, rules: imported when a file changed.</summary>
    public bool Reference { get; set; } = true;

    /// <summary>Invented producers, products and their past. On in Development unless switched off; Production refuses it.</summary>
    public bool? Demo { get; set; }

    /// <summary>About how many orders the invented past has.</summary>
    public int DemoOrders { get; set; } = 800;
}
