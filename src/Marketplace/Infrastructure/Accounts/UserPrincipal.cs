using System.Security.Claims;
using Marketplace.Infrastructure.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>Names of the claims a signed-in user's cookie carries beyond identifier, name and roles.</summary>
public static class UserClaims
{
    public const string Name = "name";

    /// <summary>Id of the unit a programme manager sees; absent for everyone else.</summary>
    public const string ManagedUnit = "managed-unit";

    extension(ClaimsPrincipal user)
    {
        public string DisplayName() => user.FindFirstValue(Name) ?? "";

        /// <summary>The country, province or commune this programme manager answers for.</summary>
        public int? ManagedUnitId() => int.TryParse(user.FindFirstValue(ManagedUnit), out var id) ? id : null;
    }
}

/// <summary>Fills the cookie with one query. It is refilled each time the security stamp is checked, so a granted or lost role counts within a minute.</summary>
internal sealed class UserPrincipal(MarketplaceDb db, IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<User>
{
    public async Task<ClaimsPrincipal> CreateAsync(User user)
    {
        var names = options.Value.ClaimsIdentity;
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme, names.UserNameClaimType, names.RoleClaimType);
        identity.AddClaim(new Claim(names.UserIdClaimType, user.Id.ToString()));
        identity.AddClaim(new Claim(names.UserNameClaimType, user.UserName ?? ""));
        identity.AddClaim(new Claim(names.SecurityStampClaimType, user.SecurityStamp ?? ""));
        identity.AddClaim(new Claim(UserClaims.Name, user.DisplayName));
        if (user.ManagedUnitId is { } unit)
        {
            identity.AddClaim(new Claim(UserClaims.ManagedUnit, unit.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        var roles = await db.UserRoles.Where(link => link.UserId == user.Id)
            .Join(db.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Name)
            .ToListAsync();
        identity.AddClaims(roles.OfType<string>().Select(role => new Claim(names.RoleClaimType, role)));
        return new ClaimsPrincipal(identity);
    }
}
