using Marketplace.Domain.Catalog;
using Marketplace.Domain.Rules;
using Marketplace.Domain.Shipping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class ShippingRateConfiguration : IEntityTypeConfiguration<ShippingRate>
{
    public void Configure(EntityTypeBuilder<ShippingRate> builder)
    {
        builder.Property(rate => rate.Zone).HasMaxLength(20).IsUnicode(false);
        builder.HasIndex(rate => new { rate.Zone, rate.MaxGrams, rate.ValidFrom }).IsUnique();
    }
}

internal sealed class DestinationConfiguration : IEntityTypeConfiguration<Destination>
{
    public void Configure(EntityTypeBuilder<Destination> builder)
    {
        builder.HasKey(destination => destination.CountryCode);
        builder.Property(destination => destination.CountryCode).HasMaxLength(2).IsUnicode(false);
        builder.Property(destination => destination.Zone).HasMaxLength(20).IsUnicode(false);
        builder.Property(destination => destination.CurrencyCode).HasMaxLength(3).IsUnicode(false);
    }
}

internal sealed class FeeRuleConfiguration : IEntityTypeConfiguration<FeeRule>
{
    public void Configure(EntityTypeBuilder<FeeRule> builder)
    {
        // One rule of a kind and region from a day on. "Every kind" and "every region" are written as nothing, which SQLite holds different from nothing: an index each.
        builder.HasIndex(rule => new { rule.Kind, rule.Region, rule.ValidFrom }).IsUnique().HasFilter("[Kind] IS NOT NULL AND [Region] IS NOT NULL");
        builder.HasIndex(rule => new { rule.Kind, rule.ValidFrom }).IsUnique().HasFilter("[Kind] IS NOT NULL AND [Region] IS NULL");
        builder.HasIndex(rule => new { rule.Region, rule.ValidFrom }).IsUnique().HasFilter("[Kind] IS NULL AND [Region] IS NOT NULL");
        builder.HasIndex(rule => rule.ValidFrom).IsUnique().HasFilter("[Kind] IS NULL AND [Region] IS NULL");
        builder.ToTable(table => table.HasCheckConstraint("CK_FeeRules_Rate", "BasisPoints BETWEEN 0 AND 10000"));
    }
}

internal sealed class TaxRuleConfiguration : IEntityTypeConfiguration<TaxRule>
{
    public void Configure(EntityTypeBuilder<TaxRule> builder)
    {
        builder.HasIndex(rule => new { rule.Kind, rule.IsExport, rule.ValidFrom }).IsUnique();
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("CK_TaxRules_Vat", "VatBasisPoints BETWEEN 0 AND 10000");
            table.HasCheckConstraint("CK_TaxRules_Pit", "PitBasisPoints BETWEEN 0 AND 10000");
        });
    }
}

internal sealed class ExchangeRateConfiguration : IEntityTypeConfiguration<ExchangeRate>
{
    public void Configure(EntityTypeBuilder<ExchangeRate> builder)
    {
        builder.Property(rate => rate.CurrencyCode).HasMaxLength(3).IsUnicode(false);
        builder.HasIndex(rate => new { rate.CurrencyCode, rate.Day }).IsUnique();
        builder.ToTable(table => table.HasCheckConstraint("CK_ExchangeRates_Positive", "DongPerUnitMicros > 0"));
    }
}

internal sealed class PaperRuleConfiguration : IEntityTypeConfiguration<PaperRule>
{
    public void Configure(EntityTypeBuilder<PaperRule> builder)
    {
        builder.HasIndex(rule => new { rule.CategoryId, rule.DocumentTypeId, rule.ValidFrom }).IsUnique();
        builder.HasOne<Category>().WithMany().HasForeignKey(rule => rule.CategoryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<DocumentType>().WithMany().HasForeignKey(rule => rule.DocumentTypeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PolicyValueConfiguration : IEntityTypeConfiguration<PolicyValue>
{
    public void Configure(EntityTypeBuilder<PolicyValue> builder)
    {
        builder.Property(policy => policy.Code).HasMaxLength(40).IsUnicode(false);
        builder.HasIndex(policy => new { policy.Code, policy.ValidFrom }).IsUnique();
    }
}

internal sealed class DataImportConfiguration : IEntityTypeConfiguration<DataImport>
{
    public void Configure(EntityTypeBuilder<DataImport> builder) => builder.HasKey(import => import.Name);
}
