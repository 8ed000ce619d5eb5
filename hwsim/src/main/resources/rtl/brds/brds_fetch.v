// Weight memory of one part of one gate, and the columns of its entries. A word holds R entries, each a
// value (low bits) and a column field. COLUMNS 0: the column itself; 1: the distance to the column before,
// less one; 2: none, for dense rows. STAGES follow the memory: LEVELS + 1 in an engine with distances, else 0.
// All stages hold while advance is 0; the last one is where the entries wait for their operands.
// A projection has a memory of its own: turn says which of the two the word comes from.
`default_nettype none
module brds_fetch #(
  parameter R = 2, parameter VW = 16, parameter IW = 4, parameter CW = 6, parameter COLUMNS = 1,
  parameter LEVELS = 1, parameter STAGES = 2, parameter DEPTH = 16, parameter DAW = 4, parameter IMAGE = "",
  parameter VW_R = 16, parameter IW_R = 4,  // of rows; VW and IW are those of the wider of the two memories
  parameter PROJECTS = 0, parameter VW_P = 16, parameter IW_P = 4, parameter DEPTH_P = 1, parameter PAW = 1,
  parameter IMAGE_P = ""
) (
  input  wire clk,
  input  wire advance,
  input  wire [DAW-1:0] address,
  input  wire [PAW-1:0] address_p,
  input  wire turn,
  input  wire enter_first,            // the entry that reaches the last stage next starts a row
  output wire [R*VW-1:0] values,
  output wire [R*CW-1:0] columns
);
  localparam EW = VW + IW;
  wire unused = enter_first;           // needed by distances alone
  wire [R*EW-1:0] word, word_h;
  wire [R*(VW_R+IW_R)-1:0] stored;
  brds_widen #(.R(R), .V(VW_R), .I(IW_R), .TO_V(VW), .TO_I(IW)) widen (.a(stored), .y(word_h));
  rom #(.W(R*(VW_R+IW_R)), .DEPTH(DEPTH), .AW(DAW), .STYLE("block"), .IMAGE(IMAGE)) memory
    (.clk(clk), .en({2{advance}}), .a(address), .q(stored));
  genvar m, k;
  generate
    if (PROJECTS == 0) begin : g_rows
      wire unused_p = &{1'b0, address_p, turn};
      assign word = word_h;
    end else begin : g_groups
      wire [R*EW-1:0] word_p;
      reg turn1, turn2;
      wire [R*(VW_P+IW_P)-1:0] stored_p;
      brds_widen #(.R(R), .V(VW_P), .I(IW_P), .TO_V(VW), .TO_I(IW)) widen_p (.a(stored_p), .y(word_p));
      rom #(.W(R*(VW_P+IW_P)), .DEPTH(DEPTH_P), .AW(PAW), .STYLE("block"), .IMAGE(IMAGE_P)) memory_p
        (.clk(clk), .en({2{advance}}), .a(address_p), .q(stored_p));
      always @(posedge clk) if (advance) begin
        turn1 <= turn;
        turn2 <= turn1;
      end
      assign word = turn2 ? word_p : word_h;
    end
    if (COLUMNS == 2) begin : g_dense
      assign columns = {(R*CW){1'b0}};
      if (STAGES == 0) begin : g_none
        assign values = word;
      end else begin : g_some
        reg [STAGES*R*VW-1:0] line;
        if (STAGES == 1) begin : g_one
          always @(posedge clk) if (advance) line <= word;
        end else begin : g_more
          always @(posedge clk) if (advance) line <= {line[(STAGES-1)*R*VW-1:0], word};
        end
        assign values = line[(STAGES-1)*R*VW +: R*VW];
      end
    end else if (COLUMNS == 0) begin : g_absolute
      for (m = 0; m < R; m = m + 1) begin : g_entry
        assign values[m*VW +: VW] = word[m*EW +: VW];
        if (IW >= CW) begin : g_cut
          assign columns[m*CW +: CW] = word[m*EW+VW +: CW];
        end else begin : g_fill
          assign columns[m*CW +: CW] = {{(CW-IW){1'b0}}, word[m*EW+VW +: IW]};
        end
      end
    end else begin : g_relative
      // Parallel sum of the distances: after level k an entry holds the sum over 2^k entries.
      wire [(LEVELS+1)*R*CW-1:0] sums;
      wire [R*VW-1:0] word_values;
      reg [CW-1:0] base;
      reg [R*CW-1:0] column;
      for (m = 0; m < R; m = m + 1) begin : g_distance
        wire [CW-1:0] gap;
        if (IW == 0) begin : g_zero
          assign gap = {CW{1'b0}};
        end else if (IW >= CW) begin : g_cut
          assign gap = word[m*EW+VW +: CW];
        end else begin : g_fill
          assign gap = {{(CW-IW){1'b0}}, word[m*EW+VW +: IW]};
        end
        assign sums[m*CW +: CW] = gap + 1'b1;
      end
      for (k = 0; k < LEVELS; k = k + 1) begin : g_level
        reg [R*CW-1:0] s;
        for (m = 0; m < R; m = m + 1) begin : g_sum
          if (m >= (1 << k)) begin : g_add
            always @(posedge clk) if (advance)
              s[m*CW +: CW] <= sums[(k*R+m)*CW +: CW] + sums[(k*R+m-(1<<k))*CW +: CW];
          end else begin : g_keep
            always @(posedge clk) if (advance) s[m*CW +: CW] <= sums[(k*R+m)*CW +: CW];
          end
        end
        assign sums[(k+1)*R*CW +: R*CW] = s;
      end
      wire [CW-1:0] from = enter_first ? {CW{1'b1}} : base;
      for (m = 0; m < R; m = m + 1) begin : g_column
        always @(posedge clk) if (advance) column[m*CW +: CW] <= from + sums[(LEVELS*R+m)*CW +: CW];
      end
      always @(posedge clk) if (advance) base <= from + sums[(LEVELS*R+R-1)*CW +: CW];
      reg [(LEVELS+1)*R*VW-1:0] line;
      if (LEVELS == 0) begin : g_short
        always @(posedge clk) if (advance) line <= word_values;
      end else begin : g_long
        always @(posedge clk) if (advance) line <= {line[LEVELS*R*VW-1:0], word_values};
      end
      for (m = 0; m < R; m = m + 1) begin : g_value
        assign word_values[m*VW +: VW] = word[m*EW +: VW];
      end
      assign values = line[LEVELS*R*VW +: R*VW];
      assign columns = column;
    end
  endgenerate
endmodule
`default_nettype wire
