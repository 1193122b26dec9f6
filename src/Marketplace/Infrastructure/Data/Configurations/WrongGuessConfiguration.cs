using Marketplace.Infrastructure.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class WrongGuessConfiguration : IEntityTypeConfiguration<WrongGuess>
{
    public void Configure(EntityTypeBuilder<WrongGuess> builder)
    {
        builder.Property(guess => guess.Place).HasMaxLength(32).IsUnicode(false);
        builder.HasIndex(guess => new { guess.UserId, guess.At });
        builder.HasIndex(guess => guess.At);
    }
}
