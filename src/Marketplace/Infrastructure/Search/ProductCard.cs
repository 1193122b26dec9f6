using Marketplace.Domain.Catalog;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Search;

/// <summary>
/// What lists show of a product, written in the transaction of the change that causes it (<see cref="CardKeeper"/>) and rebuilt at start where it
/// is missing or of an older <see cref="CurrentShape"/>. Integer keys keep joins, facets and the full-text index small.
/// </summary>
internal sealed class ProductCard
{
    /// <summary>Raise it when what a card holds changes: every card is then written again at the next start.</summary>
    public const int CurrentShape = 6;

    public int Id { get; private set; }

    public required ProductId ProductId { get; init; }

    public required ProducerId ProducerId { get; init; }

    public int Shape { get; set; }

    /// <summary>On sale by a verified producer. Cards of others stay, unlisted, so that other nodes learn of the change.</summary>
    public bool IsListed { get; set; }

    public string Slug { get; set; } = "";

    public string NameVi { get; set; } = "";

    public string NameEn { get; set; } = "";

    /// <summary>Of the cheapest variant.</summary>
    public long PriceDong { get; set; }

    /// <summary>Another variant costs more.</summary>
    public bool HasDearer { get; set; }

    public MediaId? MediaId { get; set; }

    public string ProducerSlug { get; set; } = "";

    public string ProducerVi { get; set; } = "";

    public string ProducerEn { get; set; } = "";

    public int CategoryId { get; set; }

    public int? ParentCategoryId { get; set; }

    /// <summary>The people named with it; only while a consent allows it.</summary>
    public int? PeopleId { get; set; }

    public int ProvinceId { get; set; }

    public int CommuneId { get; set; }

    public string CommuneVi { get; set; } = "";

    public string CommuneEn { get; set; } = "";

    /// <summary>Technique ids, separated by |.</summary>
    public string Techniques { get; set; } = "";

    /// <summary>Verified certificates as kind:first day:last day (day numbers), separated by |.</summary>
    public string Certificates { get; set; } = "";

    public int LeadTimeDays { get; set; }

    public DateTimeOffset PublishedAt { get; set; }

    public bool IsDemo { get; set; }

    /// <summary>Folded names.</summary>
    public string SearchName { get; set; } = "";

    /// <summary>Folded maker, peoples (search-only names too), places, category, techniques, materials.</summary>
    public string SearchRest { get; set; } = "";

    /// <summary>As <see cref="SearchName"/> and <see cref="SearchRest"/> with marks kept, tones in one place.</summary>
    public string SearchMarked { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }
}

internal sealed class ProductCardConfiguration : IEntityTypeConfiguration<ProductCard>
{
    public void Configure(EntityTypeBuilder<ProductCard> builder)
    {
        builder.ToTable("ProductCards");
        builder.HasIndex(card => card.ProductId).IsUnique();
        builder.HasIndex(card => card.Slug);
        builder.HasIndex(card => card.ChangedAt);
        builder.Property(card => card.Slug).HasMaxLength(100);
        builder.Property(card => card.ProducerSlug).HasMaxLength(100);
        builder.Property(card => card.Certificates).HasMaxLength(400).IsUnicode(false);
        builder.Property(card => card.Techniques).IsUnicode(false);
        builder.Property(card => card.SearchName).HasMaxLength(600);
        builder.Property(card => card.SearchRest).HasMaxLength(3000);
        builder.Property(card => card.SearchMarked).HasMaxLength(3600);
        builder.HasOne<Product>().WithOne().HasForeignKey<ProductCard>(card => card.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}
