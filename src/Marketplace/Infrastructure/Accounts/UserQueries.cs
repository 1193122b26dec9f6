using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Accounts;

internal static class UserQueries
{
    /// <summary>The role's name as its index has it.</summary>
    public static readonly string NormalizedAdministrator = Roles.Administrator.ToUpperInvariant();

    /// <summary>Of those who only buy and sell.</summary>
    private static readonly string?[] s_usual = [Roles.Buyer.ToUpperInvariant(), Roles.ProducerMember.ToUpperInvariant()];

    private static readonly string[] s_demonstration = [.. DemoAccounts.All.Select(account => account.Normalized)];

    extension(IQueryable<User> users)
    {
        /// <summary>The user who signs in with this e-mail address or telephone number.</summary>
        public IQueryable<User> SignsInAs(Login login) => users.Where(user => user.NormalizedUserName == login.Normalized);

        /// <summary>Those that were not closed by their owner.</summary>
        public IQueryable<User> StillOpen() => users.Where(user => !user.NormalizedUserName!.StartsWith(ClosedLogins.Prefix));

        /// <summary>Whoever signs in as one of the <see cref="DemoAccounts"/>.</summary>
        public IQueryable<User> OfTheDemonstration() => users.Where(user => s_demonstration.Contains(user.NormalizedUserName));
    }

    extension(MarketplaceDb db)
    {
        /// <summary>Whether somebody has more to do here than to buy and sell.</summary>
        public Task<bool> WorksHere(Guid user, CancellationToken ct) => db.UserRoles.Where(held => held.UserId == user)
            .Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => role.NormalizedName).AnyAsync(role => !s_usual.Contains(role), ct);

        public Task<bool> HasAdministrator(CancellationToken ct) =>
            db.Roles.Where(role => role.NormalizedName == NormalizedAdministrator).AnyAsync(role => db.UserRoles.Any(link => link.RoleId == role.Id), ct);
    }
}

internal static class UserLogins
{
    /// <summary>What they sign in with, as people read it.</summary>
    public static string LoginForPeople(this User user) => Login.Parse(user.UserName)?.ForPeople ?? user.UserName!;
}

internal static class UserSecrets
{
    extension(User user)
    {
        /// <summary>A new password ends every session and every link that was open before.</summary>
        public void SetPassword(Microsoft.AspNetCore.Identity.IPasswordHasher<User> hasher, string password)
        {
            user.PasswordHash = hasher.HashPassword(user, PasswordRules.Composed(password));
            user.EndSessions();
        }

        /// <summary>Cookies and links carry the stamp they were made with; another stamp ends them.</summary>
        public void EndSessions()
        {
            user.SecurityStamp = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(20));
            user.ConcurrencyStamp = Guid.NewGuid().ToString();
        }
    }
}
