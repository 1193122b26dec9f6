using Marketplace.Domain.Accounts;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Marketplace.Tests.Support;

internal static partial class Some
{
    public const string Password = "suong mu tren nui";

    private static readonly Lazy<string> PasswordHash = new(() => new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = TestMarketplace.HashIterations })).HashPassword(new User(), Password));

    /// <summary>Someone who can sign in with <see cref="Password"/>.</summary>
    public static User User(string? login = null, string name = "Giàng Thị Dợ", PersonId? person = null, int? managedUnit = null)
    {
        login ??= $"user{Interlocked.Increment(ref s_last)}@example.vn";
        var isPhone = login.StartsWith('+');
        return new User
        {
            Id = Guid.CreateVersion7(),
            UserName = login,
            NormalizedUserName = login.ToUpperInvariant(),
            Email = isPhone ? null : login,
            NormalizedEmail = isPhone ? null : login.ToUpperInvariant(),
            EmailConfirmed = !isPhone,
            PhoneNumber = isPhone ? login : null,
            PhoneNumberConfirmed = isPhone,
            DisplayName = name,
            PasswordHash = PasswordHash.Value,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            PersonId = person,
            ManagedUnitId = managedUnit,
            CreatedAt = Moment,
        };
    }

    /// <summary>The link that gives a user a role of the schema.</summary>
    public static IdentityUserRole<Guid> Role(User user, string role) =>
        new() { UserId = user.Id, RoleId = new Guid(Roles.All.ToList().IndexOf(role) + 1, 0, 0, new byte[8]) };
}
