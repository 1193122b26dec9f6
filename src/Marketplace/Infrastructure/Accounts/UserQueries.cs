namespace Marketplace.Infrastructure.Accounts;

internal static class UserQueries
{
    extension(IQueryable<User> users)
    {
        /// <summary>The user who signs in with this e-mail address or telephone number.</summary>
        public IQueryable<User> SignsInAs(Login login) => users.Where(user => user.NormalizedUserName == login.Normalized);
    }
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
