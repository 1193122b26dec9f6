using Marketplace.Domain.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class RoleConfiguration : IEntityTypeConfiguration<IdentityRole<Guid>>
{
    /// <summary>Roles come with the schema. Their ids are fixed: the position in the list, so new roles go to its end.</summary>
    public void Configure(EntityTypeBuilder<IdentityRole<Guid>> builder) => builder.HasData(Roles.All.Select((name, position) => new IdentityRole<Guid>
    {
        Id = new Guid(position + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
        Name = name,
        NormalizedName = name.ToUpperInvariant(),
        ConcurrencyStamp = name,
    }));
}
