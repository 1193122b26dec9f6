using Marketplace.Domain.Auditing;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Programme;
using Marketplace.Domain.Rules;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.Property(message => message.Kind).HasMaxLength(64).IsUnicode(false);
        builder.Property(message => message.Payload).HasMaxLength(16_000);
        builder.Property(message => message.IdempotencyKey).HasMaxLength(128).IsUnicode(false);
        builder.Property(message => message.LastError).HasMaxLength(1000);
        builder.HasIndex(message => message.IdempotencyKey).IsUnique();
        builder.HasIndex(message => new { message.DoneAt, message.IsDead, message.DueAt });

        // The few turns of a rebuild among all messages there ever were.
        builder.HasIndex(message => message.CreatedAt).HasFilter("[Kind] = 'programme.rebuild'");
    }
}

internal sealed class InboxMessageConfiguration : IEntityTypeConfiguration<InboxMessage>
{
    public void Configure(EntityTypeBuilder<InboxMessage> builder)
    {
        builder.Property(message => message.Provider).HasMaxLength(16).IsUnicode(false);
        builder.Property(message => message.EventId).HasMaxLength(128);
        builder.Property(message => message.Kind).HasMaxLength(64);
        builder.Property(message => message.Body).HasMaxLength(300_000);
        builder.Property(message => message.LastError).HasMaxLength(1000);
        builder.HasIndex(message => new { message.Provider, message.EventId }).IsUnique();
        builder.HasIndex(message => new { message.DoneAt, message.IsDead, message.DueAt });
    }
}

internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.Property(entry => entry.Action).HasMaxLength(64).IsUnicode(false);
        builder.Property(entry => entry.Detail).HasMaxLength(2000);
        builder.HasIndex(entry => entry.At);
        builder.HasIndex(entry => new { entry.Subject, entry.At });
        builder.HasIndex(entry => new { entry.Action, entry.Id });
    }
}

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

internal sealed class WrongGuessConfiguration : IEntityTypeConfiguration<WrongGuess>
{
    public void Configure(EntityTypeBuilder<WrongGuess> builder)
    {
        builder.Property(guess => guess.Place).HasMaxLength(32).IsUnicode(false);
        builder.HasIndex(guess => new { guess.UserId, guess.At });
        builder.HasIndex(guess => guess.At);
    }
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.Property(user => user.Language).HasMaxLength(2).IsUnicode(false);
        builder.Property(user => user.PhoneNumber).HasMaxLength(20).IsUnicode(false);
        builder.HasIndex(user => user.PhoneNumber).IsUnique().HasFilter("[PhoneNumber] IS NOT NULL");
        builder.HasIndex(user => user.PersonId);
        builder.Ignore(user => user.UserId);
    }
}
