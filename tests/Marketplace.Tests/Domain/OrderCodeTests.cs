using CsCheck;
using Marketplace.Domain.Orders;

namespace Marketplace.Tests.Domain;

public sealed class OrderCodeTests
{
    [Fact]
    public void A_new_code_is_valid_and_found_among_a_banks_words() => Gen.Long[0, 10_000_000_000].Sample(number =>
    {
        var code = OrderCode.Of(number);

        return OrderCode.IsValid(code) && OrderCode.FindIn($"MBVCB.123456.{code.ToLowerInvariant()} chuyen tien") == code;
    });

    [Fact]
    public void One_mistyped_character_is_noticed() =>
        Gen.Select(Gen.Long[0, 10_000_000_000], Gen.Int[2, 9], Gen.Int[0, OrderCode.Alphabet.Length - 1]).Sample((number, place, letter) =>
        {
            var code = OrderCode.Of(number);
            var typed = code[..place] + OrderCode.Alphabet[letter] + code[(place + 1)..];

            return typed == code || !OrderCode.IsValid(typed);
        });

    [Fact]
    public void Two_swapped_neighbours_are_noticed() =>
        Gen.Select(Gen.Long[0, 10_000_000_000], Gen.Int[2, 7]).Sample((number, place) =>
        {
            var code = OrderCode.Of(number);
            var typed = code[..place] + code[place + 1] + code[place] + code[(place + 2)..];

            return typed == code || !OrderCode.IsValid(typed);
        });
}
