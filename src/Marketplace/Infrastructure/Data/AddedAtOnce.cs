using Marketplace.Infrastructure.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Data;

/// <summary>A row that stays whatever becomes of the command: EF Core changes and deletes rows where they lie, but adds none. In SQL that both databases read alike.</summary>
internal static class AddedAtOnce
{
    public static Task AddAtOnce(this MarketplaceDb db, WrongGuess guess, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"INSERT INTO WrongGuesses (UserId, Place, At) VALUES ({guess.UserId.ToByteArray(bigEndian: true)}, {guess.Place}, {guess.At.UtcDateTime})", ct);
}
