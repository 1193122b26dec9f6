using Marketplace.Infrastructure.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

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
