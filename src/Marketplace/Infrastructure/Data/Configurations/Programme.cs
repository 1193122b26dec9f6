using Marketplace.Domain.Programme;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class SaleConfiguration : IEntityTypeConfiguration<Sale>
{
    public void Configure(EntityTypeBuilder<Sale> builder)
    {
        builder.Property(sale => sale.FactKey).HasMaxLength(64).IsUnicode(false);
        builder.Property(sale => sale.CountryCode).HasMaxLength(2).IsUnicode(false);
        builder.HasIndex(sale => sale.FactKey).IsUnique();
        builder.HasIndex(sale => sale.Day);
        builder.HasIndex(sale => new { sale.ProvinceId, sale.Day });
        builder.HasIndex(sale => new { sale.UnitId, sale.Day });
        builder.HasIndex(sale => sale.PartId);
        builder.HasMany(sale => sale.Allocations).WithOne().HasForeignKey("SaleId").IsRequired();
    }
}

internal sealed class SaleAllocationConfiguration : IEntityTypeConfiguration<SaleAllocation>
{
    public void Configure(EntityTypeBuilder<SaleAllocation> builder)
    {
        builder.Property(allocation => allocation.PersonKey).HasMaxLength(16).IsFixedLength();
        builder.Property(allocation => allocation.EthnicityCipher).HasMaxLength(40);
    }
}

internal sealed class SalesRollupConfiguration : IEntityTypeConfiguration<SalesRollup>
{
    public void Configure(EntityTypeBuilder<SalesRollup> builder)
    {
        builder.Property(row => row.Dimension).HasMaxLength(16).IsUnicode(false);
        builder.Property(row => row.Key).HasMaxLength(16).IsUnicode(false);
        builder.HasIndex(row => new { row.UnitId, row.Grain, row.Start, row.Dimension, row.Key }).IsUnique();
    }
}

internal sealed class ActivityRollupConfiguration : IEntityTypeConfiguration<ActivityRollup>
{
    public void Configure(EntityTypeBuilder<ActivityRollup> builder)
    {
        builder.Property(row => row.Slice).HasMaxLength(10).IsUnicode(false);
        builder.Property(row => row.Kind).HasMaxLength(10).IsUnicode(false);
        builder.HasIndex(row => new { row.UnitId, row.Grain, row.Start, row.Slice, row.Kind, row.Member }).IsUnique();
    }
}

internal sealed class ReachRollupConfiguration : IEntityTypeConfiguration<ReachRollup>
{
    public void Configure(EntityTypeBuilder<ReachRollup> builder)
    {
        builder.Property(row => row.Slice).HasMaxLength(10).IsUnicode(false);
        builder.HasIndex(row => new { row.UnitId, row.Grain, row.Start, row.Slice }).IsUnique();
    }
}

internal sealed class PublishedFigureConfiguration : IEntityTypeConfiguration<PublishedFigure>
{
    public void Configure(EntityTypeBuilder<PublishedFigure> builder)
    {
        builder.Property(row => row.IndicatorCode).HasMaxLength(8).IsUnicode(false);
        builder.Property(row => row.Without).HasMaxLength(16).IsUnicode(false);
        builder.Property(row => row.Quality).HasMaxLength(1).IsUnicode(false);
        builder.Property(row => row.InputHash).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(row => new { row.Start, row.Grain, row.UnitId, row.IndicatorCode, row.Vintage }).IsUnique();
        builder.Ignore(row => row.Period);
    }
}

internal sealed class PublicationMarkConfiguration : IEntityTypeConfiguration<PublicationMark>
{
    public void Configure(EntityTypeBuilder<PublicationMark> builder) => builder.HasIndex(mark => new { mark.Start, mark.UnitId }).IsUnique();
}

internal sealed class IndicatorConfiguration : IEntityTypeConfiguration<Indicator>
{
    public void Configure(EntityTypeBuilder<Indicator> builder)
    {
        builder.HasIndex(indicator => new { indicator.Code, indicator.Version }).IsUnique();
        builder.Property(indicator => indicator.Code).HasMaxLength(8);
        builder.Property(indicator => indicator.Definition).HasMaxLength(2000);
        builder.Property(indicator => indicator.DefinitionVi).HasMaxLength(2000);
        builder.Property(indicator => indicator.DefinitionFr).HasMaxLength(2000);
        builder.Property(indicator => indicator.Formula).HasMaxLength(2000);
        builder.Property(indicator => indicator.QualityRule).HasMaxLength(1000);
    }
}

internal sealed class ProgrammeTemplateConfiguration : IEntityTypeConfiguration<ProgrammeTemplate>
{
    public void Configure(EntityTypeBuilder<ProgrammeTemplate> builder)
    {
        builder.HasIndex(template => template.Slug).IsUnique();
        builder.Property(template => template.NameVi).HasMaxLength(500);
        builder.Property(template => template.NameEn).HasMaxLength(500);
        builder.Property(template => template.Json).HasMaxLength(100_000);
    }
}
