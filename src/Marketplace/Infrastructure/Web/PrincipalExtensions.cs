using System.Security.Claims;
using Marketplace.Domain.Accounts;

namespace Marketplace.Infrastructure.Web;

internal static class PrincipalExtensions
{
    extension(ClaimsPrincipal user)
    {
        /// <summary>The signed-in user, or nothing for a guest.</summary>
        public UserId? TryUserId() => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new UserId(id) : null;

        /// <summary>The signed-in user, behind a policy that asks for one.</summary>
        public UserId UserId() => user.TryUserId() ?? throw new InvalidOperationException("This endpoint needs a signed-in user.");
    }
}
