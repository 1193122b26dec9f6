using System.Reflection;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data.Sqlite;
using Marketplace.Infrastructure.Data.SqlServer;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Data;

/// <summary>Everything we remember. Each provider derives its own context, so that each has its own migrations.</summary>
public abstract partial class MarketplaceDb(DbContextOptions options) : IdentityDbContext<User, IdentityRole<Guid>, Guid>(options)
{
    private static readonly Type[] EntityIds = [.. typeof(Money).Assembly.GetTypes()
        .Where(type => type.IsValueType && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEntityId<>)))];

    /// <exception cref="InvalidOperationException">Something of <see cref="IAppendOnly"/> would be changed or deleted: a bug, never a user's doing.</exception>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (ChangeTracker.Entries<IAppendOnly>().FirstOrDefault(entry => entry.State is EntityState.Modified or EntityState.Deleted) is { } changed)
        {
            throw new InvalidOperationException($"A {changed.Metadata.DisplayName()} is written once: put it right by a second entry.");
        }

#pragma warning disable RS0030 // What every save goes through.
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
#pragma warning restore RS0030
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(MarketplaceDb).Assembly);
        foreach (var aggregate in builder.Model.GetEntityTypes().Where(entity => typeof(Aggregate).IsAssignableFrom(entity.ClrType)))
        {
            aggregate.FindProperty(nameof(Aggregate.Version))!.IsConcurrencyToken = true;
        }

        // What stands for "not set": the compiled model says it in the column's type, and no currency at all has no such form.
        foreach (var currency in builder.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetProperties().Concat(entity.GetComplexProperties().SelectMany(complex => complex.ComplexType.GetProperties())))
            .Where(property => property.ClrType == typeof(Currency)))
        {
            currency.Sentinel = Currency.Vnd;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Currency>().HaveConversion<CurrencyConverter>().HaveMaxLength(3).AreUnicode(false);
        configurationBuilder.Properties<Guid>().HaveConversion<GuidConverter>().HaveMaxLength(16).AreFixedLength();
        foreach (var id in EntityIds)
        {
            configurationBuilder.Properties(id).HaveConversion(typeof(EntityIdConverter<>).MakeGenericType(id)).HaveMaxLength(16).AreFixedLength();
        }

        configurationBuilder.Properties<string>().HaveMaxLength(256);
        configurationBuilder.ComplexProperties<Money>();
    }
}

public sealed class SqliteMarketplaceDb : MarketplaceDb
{
    public SqliteMarketplaceDb(DbContextOptions<SqliteMarketplaceDb> options)
        : base(options) =>
        Database.SetDbConnection(
            new StatementCacheConnection(Database.GetConnectionString()) { DefaultTimeout = Database.GetCommandTimeout() ?? DatabaseOptions.DefaultCommandTimeoutSeconds },
            contextOwnsConnection: true);
}

public sealed class SqlServerMarketplaceDb(DbContextOptions<SqlServerMarketplaceDb> options) : MarketplaceDb(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.Entity<SearchToken>(SearchToken.Configure);
        base.OnModelCreating(builder);
    }
}
