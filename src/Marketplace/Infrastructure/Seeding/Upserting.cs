using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Marketplace.Infrastructure.Seeding;

internal static class Upserting
{
    extension(MarketplaceDb db)
    {
        /// <summary>Adds the row, or brings the one already stored under the key to the row's values. Rows that are not mentioned stay: others may point at them.</summary>
        /// <returns>The row that is or will be in the database.</returns>
        public T Upsert<T, TKey>(Dictionary<TKey, T> stored, TKey key, T row)
            where T : class
            where TKey : notnull
        {
            if (!stored.TryGetValue(key, out var old))
            {
                stored.Add(key, row);
                db.Add(row);
                return row;
            }

            var entry = db.Entry(old);
            foreach (var property in entry.Metadata.GetProperties().Where(property => property.PropertyInfo is not null && !property.IsPrimaryKey() && !IsSetByNavigation(property)))
            {
                entry.Property(property).CurrentValue = property.PropertyInfo!.GetValue(row);
            }

            foreach (var navigation in entry.Metadata.GetNavigations().Where(navigation => !navigation.IsCollection))
            {
                entry.Reference(navigation).CurrentValue = navigation.PropertyInfo!.GetValue(row);
            }

            return old;
        }

        /// <summary>Dated rows that the file no longer has were wrong: they are in force on no day. They stay, because order lines point at them.</summary>
        public void TakeBack<T>(IEnumerable<T> stored, IEnumerable<T> written)
            where T : class
        {
            foreach (var row in stored.Except(written))
            {
                var entry = db.Entry(row);
                entry.Property("ValidTo").CurrentValue = ((DateOnly)entry.Property("ValidFrom").CurrentValue!).AddDays(-1);
            }
        }

        /// <summary>Saves what an import gathered, outside the pipeline: nobody asked for it, and no events follow.</summary>
        public async Task SaveImport(CancellationToken ct)
        {
            db.ChangeTracker.DetectChanges();
#pragma warning disable RS0030 // Imports are not commands.
            await db.SaveChangesAsync(ct);
#pragma warning restore RS0030
        }
    }

    private static bool IsSetByNavigation(IProperty property) => property.GetContainingForeignKeys().Any(key => key.DependentToPrincipal is not null);
}
