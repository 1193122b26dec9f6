using Marketplace.Domain.Heritage;
using Marketplace.Domain.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class AdminUnitConfiguration : IEntityTypeConfiguration<AdminUnit>
{
    public void Configure(EntityTypeBuilder<AdminUnit> builder)
    {
        builder.Property(unit => unit.Code).HasMaxLength(5).IsUnicode(false);
        builder.Property(unit => unit.Kind).HasMaxLength(20).IsUnicode(false);
        builder.HasIndex(unit => new { unit.Level, unit.Code, unit.ValidFrom }).IsUnique().HasFilter("[Code] <> ''");
        builder.HasIndex(unit => new { unit.ParentId, unit.ValidTo });
        builder.HasIndex(unit => unit.FoldedName);
        builder.HasOne(unit => unit.Parent).WithMany().HasForeignKey(unit => unit.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AdminUnitSuccessionConfiguration : IEntityTypeConfiguration<AdminUnitSuccession>
{
    public void Configure(EntityTypeBuilder<AdminUnitSuccession> builder)
    {
        builder.Property(succession => succession.Kind).HasMaxLength(10).IsUnicode(false);
        builder.HasIndex(succession => new { succession.FromId, succession.ToId }).IsUnique();
        builder.HasOne(succession => succession.From).WithMany().HasForeignKey(succession => succession.FromId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(succession => succession.To).WithMany().HasForeignKey(succession => succession.ToId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class UnitClassificationConfiguration : IEntityTypeConfiguration<UnitClassification>
{
    public void Configure(EntityTypeBuilder<UnitClassification> builder)
    {
        builder.Property(row => row.Scheme).HasMaxLength(20);
        builder.Property(row => row.Scope).HasMaxLength(8).IsUnicode(false);
        builder.HasIndex(row => new { row.UnitId, row.Scheme, row.ValidFrom }).IsUnique();
        builder.HasOne<AdminUnit>().WithMany().HasForeignKey(row => row.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table => table.HasCheckConstraint("CK_UnitClassifications_Region", "Region BETWEEN 1 AND 3"));
    }
}

internal sealed class EthnicGroupConfiguration : IEntityTypeConfiguration<EthnicGroup>
{
    public void Configure(EntityTypeBuilder<EthnicGroup> builder)
    {
        builder.HasIndex(group => group.Slug).IsUnique();
        builder.HasIndex(group => group.Code1979).IsUnique();
        builder.HasIndex(group => group.Code2008).IsUnique();
        builder.Property(group => group.Code1979).HasMaxLength(2).IsUnicode(false);
        builder.Property(group => group.Code2008).HasMaxLength(2).IsUnicode(false);
        builder.Property(group => group.Aliases).HasMaxLength(600);
        builder.Property(group => group.SearchOnlyAliases).HasMaxLength(600);
    }
}

internal sealed class TechniqueConfiguration : IEntityTypeConfiguration<Technique>
{
    public void Configure(EntityTypeBuilder<Technique> builder) => builder.HasIndex(technique => technique.Slug).IsUnique();
}

internal sealed class HeritageItemConfiguration : IEntityTypeConfiguration<HeritageItem>
{
    public void Configure(EntityTypeBuilder<HeritageItem> builder)
    {
        builder.HasIndex(item => item.Slug).IsUnique();
        builder.Property(item => item.DescriptionVi).HasMaxLength(2000);
        builder.Property(item => item.DescriptionEn).HasMaxLength(2000);
        builder.HasOne<EthnicGroup>().WithMany().HasForeignKey(item => item.EthnicGroupId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AdminUnit>().WithMany().HasForeignKey(item => item.ProvinceId).OnDelete(DeleteBehavior.Restrict);
    }
}
