using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>Where somebody was going when they were asked who they are. It comes from an address and goes into letters, so only a page of ours counts, wherever it is read.</summary>
internal static class ReturnAddress
{
    private const int Longest = 500;
    private static readonly Uri Anywhere = new("http://localhost/");

    extension(Controller controller)
    {
        /// <summary>The page of ours that was asked for, written as headers carry it ("/tìm" as "/t%C3%ACm"), or nothing.</summary>
        public string? OwnPage(string? returnUrl)
        {
            if (returnUrl is not (['/', ..] and { Length: <= Longest }) || !controller.Url.IsLocalUrl(returnUrl) || !Uri.TryCreate(Anywhere, returnUrl, out var page))
            {
                return null;
            }

            // Asked once more of what it came to: "/..//elsewhere" is a page of ours, and "//elsewhere", which it is short for, is not.
            var written = page.PathAndQuery + page.Fragment;
            return controller.Url.IsLocalUrl(written) ? written : null;
        }

        /// <summary>The page that was asked for, or the account's own.</summary>
        public string Onward(string? returnUrl) => controller.OwnPage(returnUrl) ?? controller.Url.Content("~/account");
    }

    /// <summary>The same address with the page to go on to, if there is one.</summary>
    public static string GoingTo(this string address, string? page) =>
        string.IsNullOrEmpty(page) ? address : address + (address.Contains('?') ? '&' : '?') + "returnUrl=" + Uri.EscapeDataString(page);
}
